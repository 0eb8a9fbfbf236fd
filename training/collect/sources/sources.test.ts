import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readTable } from '../../data/table';
import { assertAllowed } from '../fetch/address';
import { allowedOf, basesOf } from '../reach';
import type { OpenPage } from '../source';
import { openMuseum, type Museum } from '../testing/museum';
import { collecting, type Setting } from '../testing/setting';
import { sourceOf, SOURCES } from './index';

let folder: string;
let museum: Museum;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-sources-'));
  museum = await openMuseum();
});
afterAll(async () => {
  await museum.close();
  await rm(folder, { recursive: true, force: true });
});

async function rowsOf(source: string, setting: Partial<Setting> = {}) {
  const own = path.join(folder, source);
  const summary = await collecting({ museum, folder: own, source, ...setting });
  const { rows } = await readTable(path.join(own, 'paintings.csv')).catch(() => ({ rows: [] }));
  // They stand in the order in which they arrived.
  const order = new Intl.Collator('en', { numeric: true });
  return { summary, rows: [...rows].sort((a, b) => order.compare(a['id']!, b['id']!)) };
}

it('the Art Institute of Chicago: pages without an end, pictures by IIIF', async () => {
  const { summary, rows } = await rowsOf('artic');
  expect(summary).toMatchObject({ fetched: 10, failed: 0 });
  expect(rows[0]).toMatchObject({
    ...{ id: 'artic-1', artist: 'claude-monet', died: '1926', year: '1901' },
    ...{ style: 'impressionism', licence: 'cc0', credit: 'Art Institute of Chicago. Gift' },
    page: 'https://www.artic.edu/artworks/1',
  });
  expect(museum.asked).toContain('/iiif/1-a-b/full/843,/0/default.jpg');
  // Three pages of works; the fourth brought nothing new.
  expect(museum.asked.filter((at) => at.startsWith('/api/v1/'))).toHaveLength(4);
});

it('the Cleveland Museum of Art', async () => {
  const { summary, rows } = await rowsOf('cleveland');
  expect(summary.refused).toEqual({ 'licence: unknown': 1, 'by another artist': 1 });
  expect(rows[0]).toMatchObject({
    ...{ id: 'cleveland-1', artist: 'claude-monet', died: '1926', year: '1901', licence: 'cc0' },
  });
});

describe('Wikimedia', () => {
  it('finds an artist’s works in Wikidata and their licences in Commons', async () => {
    const { summary, rows } = await rowsOf('wikimedia');
    expect(summary).toMatchObject({ fetched: 11, refused: { 'licence: by-sa': 1 } });
    expect(rows[0]).toMatchObject({
      ...{ artist: 'claude-monet', died: '1926', year: '1906', title: 'Water lilies 1' },
      ...{ style: 'impressionism', genre: 'landscape-painting', licence: 'public-domain' },
      credit: 'Claude Monet. Wikimedia Commons',
    });
    expect(rows[0]!['id']).toMatch(/^wikimedia-lilies-1-jpg-[0-9a-f]{8}$/);
  });

  it('reads a category page by page', async () => {
    const question = { category: 'Paintings by Claude Monet' };
    const own = path.join(folder, 'category');
    const summary = await collecting({ museum, folder: own, source: 'wikimedia', question });
    expect(summary).toMatchObject({ fetched: 11 });
  });

  it('says so where nobody has the name', async () => {
    const question = { artist: 'Nobody' };
    await expect(rowsOf('wikimedia', { question })).rejects.toThrow(/knows nobody called Nobody/);
  });
});

describe('Flickr', () => {
  const question = { tag: 'dotpainting' };

  it('takes what is free to use', async () => {
    const { summary, rows } = await rowsOf('flickr', { question, apiKey: 'right' });
    expect(summary).toMatchObject({ fetched: 11, refused: { 'licence: nc': 1 } });
    expect(rows[0]).toMatchObject({ artist: 'ann', licence_text: 'CC0 1.0', year: '2009' });
    expect(museum.asked.find((at) => at.startsWith('/services'))).toContain(
      'license=7%2C8%2C9%2C10',
    );
  });

  it('passes on what it says of a key', async () => {
    await expect(rowsOf('flickr', { question, apiKey: 'wrong' })).rejects.toThrow(
      /Invalid API Key.*FLICKR_API_KEY/,
    );
  });
});

describe('pages for people', () => {
  /** A browser that finds on each page what it is given for it. */
  const pages = (found: Record<string, unknown[]>): OpenPage => {
    return async (url) => ({
      evaluate: async () => {
        const screens = found[url.pathname] ?? [];
        return screens.length > 1 ? screens.shift() : screens[0];
      },
      scroll: async () => undefined,
      close: async () => undefined,
    });
  };

  it('WikiArt: a list of works, then page by page', async () => {
    const work = {
      ...{ title: 'Lilies', artist: 'Claude Monet', year: '1906', style: 'Impressionism' },
      ...{
        genre: 'landscape',
        licence: 'Public domain',
        picture: `${museum.origin}/pictures/1!Large.jpg`,
      },
    };
    const { summary, rows } = await rowsOf('wikiart', {
      openPage: pages({
        '/en/claude-monet/all-works/text-list': [
          ['/en/claude-monet/lilies', '/en/claude-monet/late', '/en/somebody/else'],
        ],
        '/en/claude-monet/lilies': [work],
        '/en/claude-monet/late': [{ ...work, licence: '' }],
      }),
    });
    expect(summary).toMatchObject({ fetched: 1, refused: { 'licence: unknown': 1 } });
    expect(rows[0]).toMatchObject({ style: 'impressionism', licence: 'public-domain' });
  });

  it('Pinterest: a board that is scrolled until nothing new comes', async () => {
    const pin = (id: number) => ({
      id: String(id),
      title: '',
      picture: `${museum.origin}/236x/${id}`,
    });
    const { summary } = await rowsOf('pinterest', {
      question: { board: 'ann/dots' },
      licences: ['unknown'],
      dryRun: true,
      openPage: pages({ '/ann/dots/': [[pin(1), pin(2)], [pin(2), pin(3)], [pin(3)]] }),
    });
    expect(summary).toMatchObject({ fetched: 3 });
    const question = { board: '../../etc/passwd' };
    await expect(rowsOf('pinterest', { question })).rejects.toThrow(/is no board/);
  });
});

it.each(SOURCES.map((source) => [source.id, source] as const))(
  '%s lies at addresses that it may be asked at',
  (_, source) => {
    for (const service of Object.keys(source.bases)) {
      const url = basesOf(source, undefined)(service, 'x');
      expect(() => assertAllowed(url, allowedOf(source, undefined))).not.toThrow();
      expect(basesOf(source, 'http://localhost:8080')(service, 'x').host).toBe('localhost:8080');
    }
  },
);

it('a source that is none is answered with those there are', () => {
  expect(() => sourceOf('louvre')).toThrow(/met, artic, cleveland/);
});
