import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { judgement, sound } from '../curate/testing';
import { createThumbnails } from '../curate/thumbnails';
import { binsOf, countsOf, figuresOf, spansOf } from './figures';
import { writeReport } from './report';
import { spread } from './sheets';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-explore-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('counts by what is known, most first', () => {
  expect(countsOf(['b', 'a', '', 'b', 'c', 'a'])).toEqual([
    { name: 'a', count: 2 },
    { name: 'b', count: 2 },
    { name: 'c', count: 1 },
  ]);
  expect(binsOf([0, 1, 1.5, 2, 99], [0, 1, 2]).map(({ count }) => count)).toEqual([1, 2, 2]);
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([1, 5, 8]);
});

it('counts years without gaps, and in longer spans where decades are many', () => {
  expect(spansOf([])).toEqual([]);
  const decades = spansOf([1905, 1856, 1851, 1880]);
  expect(decades.map(({ count }) => count)).toEqual([2, 0, 0, 1, 0, 1]);
  expect(decades.map(({ name }) => name).join(' ')).toBe('1850s 1860s 1870s 1880s 1890s 1900s');
  const long = spansOf([520, 1999, 1450]);
  expect(long).toHaveLength(30);
  expect(long[0]).toEqual({ name: '500s', count: 1, years: 50 });
  expect(long.at(-1)).toEqual({ name: '1950s', count: 1, years: 50 });
  const slip = spansOf([1890, 1_890_000, -30]);
  expect(slip.length).toBeLessThanOrEqual(60);
  expect(slip.reduce((sum, { count }) => sum + count, 0)).toBe(3);
});

it('is one page that asks for nothing from elsewhere and holds hostile titles', async () => {
  const file = path.join(folder, 'a.png');
  await sharp({ create: { width: 90, height: 60, channels: 3, background: '#285' } })
    .png()
    .toFile(file);
  const hostile = '<script>alert(1)</script>"&';
  const entry = (id: string) => {
    const base = sound(id, { look: { hash: '0f0f0f0f0f0f0f0f' }, judgement: judgement([1, 0]) });
    return { ...base, picture: { ...base.picture, path: file, title: hostile, artist: 'ann-lee' } };
  };
  const gone = { ...entry('c'), look: { broken: 'no' }, judgement: undefined };
  const surveyed = [entry('a'), entry('b'), gone];
  const figures = figuresOf(surveyed);
  expect(figures).toMatchObject({ pictures: 3, broken: 1, duplicates: [{ index: 1, like: 0 }] });
  const report = await writeReport({
    ...{ title: hostile, surveyed, figures, sheets: 5 },
    thumbnails: createThumbnails(path.join(folder, 'cache')),
  });
  expect(report).not.toContain('<script');
  expect(report).not.toMatch(/(?:src|href)="(?!data:|#)/);
  expect(report).toContain('Ann Lee');
  expect(report.match(/data:image\/webp;base64,/g)).toHaveLength(2);
});
