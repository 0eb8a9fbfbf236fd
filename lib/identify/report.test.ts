import { expect, it } from 'vitest';

import { searchLinks } from './look-for';
import { reportOf } from './report';
import { answerOf, FACTS, workOf } from './testing';

const PARTS = {
  answer: answerOf({ 'claude-monet': 0.724, 'alfred-sisley': 0.2 }),
  works: [workOf(), workOf({ artist: 'titian', artistName: 'Titian', style: 'Baroque' })],
  notes: ['It is an animation: only its first frame is looked at.'],
  name: 'my garden.jpg',
  at: Date.UTC(2026, 4, 17, 12),
  model: 'Painters',
  known: FACTS.artists.length,
};

it('a report says what was asked, what was answered, and how much that is worth', () => {
  const report = reportOf(PARTS);
  expect(report.caption).toBe('my garden.jpg, looked at on 17 May 2026');
  expect(report.artists[0]).toEqual({
    name: 'Claude Monet',
    detail: '1840–1926',
    probability: 0.724,
    percent: '72\u00a0%',
  });
  expect(report.notes).toEqual(['It is an animation: only its first frame is looked at.']);
  expect(report.none).toBe('None of these: 10\u00a0%');
  expect(report.works[0]).toBe('Haystacks, Claude Monet (Impressionism)');
  expect(report.borrow).toContain('Baroque, as in “Haystacks” by Titian');
  expect(report.foot).toContain('version 3');
  expect(report.foot).toContain('no attribution');
});

it('a report stays short', () => {
  const report = reportOf({ ...PARTS, works: Array.from({ length: 40 }, () => workOf()) });
  expect(report.works.length).toBeLessThanOrEqual(6);
});

it('a work is looked for by title and artist, whatever is in them', () => {
  const links = searchLinks({ title: 'A & B? #1/2', artistName: 'Mikalojus Čiurlionis' });
  expect(links.map(({ href }) => new URL(href).hostname)).toEqual([
    'commons.wikimedia.org',
    'www.wikiart.org',
  ]);
  const [commons, wikiArt] = links.map(({ href }) => new URL(href));
  expect(commons!.searchParams.get('search')).toBe('A & B? #1/2 Mikalojus Čiurlionis');
  expect(decodeURIComponent(wikiArt!.pathname)).toBe('/en/Search/A & B? #1/2 Mikalojus Čiurlionis');
  expect(wikiArt!.hash).toBe('');
});
