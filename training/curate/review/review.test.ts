import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readCuration, writeCuration, type Finding } from '../../data/curation';
import { readPictures } from '../pictures';
import { createThumbnails } from '../thumbnails';
import { createDecisions } from './decisions';
import { createReview, EVERYTHING, visibleRows, type ReviewData } from './model';
import { openReview, type ReviewServer } from './server';

const data: ReviewData = {
  title: 't',
  reasons: [
    { id: 'grey', title: 'Grey', score: '' },
    { id: 'tiny', title: 'Tiny', score: '' },
  ],
  pictures: [
    ['a', 'ann', ''],
    ['b', 'ann', ''],
    ['c', 'bea', ''],
  ],
  findings: [
    [0, 'grey', 1.2, 'keep', ''],
    [2, 'grey', 4, 'drop', ''],
  ],
  decided: [],
};

describe('a review', () => {
  it('lists what was found, the clearest first', () => {
    const review = createReview(data);
    expect(review.lists().map(({ id, count, open }) => [id, count, open])).toEqual([
      ['grey', 2, 2],
      [EVERYTHING, 3, 3],
    ]);
    expect(review.items('grey', 'all').map(({ picture }) => picture)).toEqual([2, 0]);
    expect(review.items('grey', 'dropped').map(({ picture }) => picture)).toEqual([2]);
  });

  it('decides, takes back and does again, to the state before', () => {
    const review = createReview(data);
    expect(review.decide([2], 'keep')).toEqual([{ id: 'c', decision: 'keep' }]);
    review.decide([2], 'drop');
    expect(review.stateOf(2)).toEqual({ decision: 'drop', byPerson: true });
    expect(review.undo()!.changes).toEqual([{ id: 'c', decision: 'keep' }]);
    expect(review.undo()!.changes).toEqual([{ id: 'c', decision: null }]);
    expect(review.stateOf(2)).toEqual({ decision: 'drop', byPerson: false });
    expect(review.undo()).toBeUndefined();
    expect(review.redo()!.changes).toEqual([{ id: 'c', decision: 'keep' }]);
    review.decide([0], 'drop');
    expect(review.redo()).toBeUndefined();
    expect(review.decide([0], 'drop')).toEqual([]);
    expect(review.items('grey', 'open')).toEqual([]);
  });
});

it('draws only the rows near the view, however many there are', () => {
  const view = { top: 100_000, height: 800, rowHeight: 200, count: 20_000, columns: 7 };
  expect(visibleRows(view)).toEqual({ first: 498 * 7, last: 506 * 7, total: 2858 * 200 });
  expect(visibleRows({ ...view, top: 0, count: 3 })).toEqual({ first: 0, last: 3, total: 200 });
});

describe('the server', () => {
  let folder: string;
  let server: ReviewServer;
  let word: string;
  const finding: Finding = {
    ...{ id: 'ann/a.png', file: 'ann/a.png', reason: 'grey', score: 4 },
    ...{ decision: 'drop', by: 'measure', about: '' },
  };
  const curation = () => path.join(folder, 'curation.csv');

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-review-'));
    const { mkdir } = await import('node:fs/promises');
    await mkdir(path.join(folder, 'ann'));
    for (const name of ['a', 'b']) {
      const create = { width: 400, height: 300, channels: 3, background: '#a46' } as const;
      await sharp({ create })
        .png()
        .toFile(path.join(folder, `ann/${name}.png`));
    }
    await writeCuration(curation(), [finding]);
    const { pictures } = await readPictures(folder);
    const files = new Map(pictures.map(({ id, file }) => [id, file]));
    server = await openReview({
      ...{ title: 't', pictures, port: 0 },
      decisions: createDecisions(curation(), [finding], (id) => files.get(id)),
      thumbnails: createThumbnails(path.join(folder, 'cache')),
    });
    word = new URL(server.url).hash.slice(1);
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const ask = (place: string, init: RequestInit = {}, known = word) =>
    fetch(new URL(place, server.url), { ...init, headers: { 'x-review': known } });
  const decide = (changes: unknown) =>
    ask('/decide', { method: 'POST', body: JSON.stringify(changes) });

  it('serves the page with its scripts, the data and small pictures', async () => {
    const page = await (await ask('/', {}, '')).text();
    expect(page).toContain('src="/page"');
    for (const script of ['/page', '/grid', '/model', '/look-closer']) {
      const answer = await ask(script, {}, '');
      expect(answer.headers.get('content-type')).toMatch(/javascript/);
      expect(await answer.text()).not.toMatch(/: string\b|interface /);
    }
    const sent = (await (await ask('/data')).json()) as ReviewData;
    expect(sent.pictures.map(([id]) => id)).toEqual(['ann/a.png', 'ann/b.png']);
    expect(sent.findings).toEqual([[0, 'grey', 4, 'drop', '']]);
    const small = await sharp(await (await ask('/thumbnail/1')).arrayBuffer()).metadata();
    expect(small).toMatchObject({ format: 'webp', width: 224, height: 168 });
    expect((await ask('/picture/0')).headers.get('content-type')).toBe('image/png');
  });

  it('writes every decision at once, and takes it back', async () => {
    await decide([
      { id: 'ann/a.png', decision: 'keep' },
      { id: 'ann/b.png', decision: 'drop' },
      { id: '../../etc/passwd', decision: 'drop' },
    ]);
    expect(await readCuration(curation())).toMatchObject([
      { id: 'ann/a.png', reason: 'grey', decision: 'keep', by: 'person' },
      { id: 'ann/b.png', reason: 'chosen', decision: 'drop', by: 'person' },
    ]);
    await decide([
      { id: 'ann/a.png', decision: null },
      { id: 'ann/b.png', decision: null },
    ]);
    expect(await readCuration(curation())).toEqual([finding]);
  });

  it('knows decisions that were made in the file by hand', async () => {
    const own = { ...finding, id: 'ann/b.png', reason: 'ugly', score: undefined };
    const edited = [{ ...finding, decision: 'keep' as const }, own];
    const decisions = createDecisions(curation(), edited, (id) => id);
    expect(Object.fromEntries(decisions.made)).toEqual({
      'ann/a.png': 'keep',
      'ann/b.png': 'drop',
    });
    await decisions.decide([
      { id: 'ann/a.png', decision: null },
      { id: 'ann/b.png', decision: null },
    ]);
    expect(await readCuration(curation())).toEqual([finding]);
  });

  it('takes all of many decisions that come at once', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        decide([{ id: 'ann/b.png', decision: i % 2 === 0 ? 'keep' : 'drop' }]),
      ),
    );
    expect(await readFile(curation(), 'utf8')).toMatch(/^ann\/b\.png,.*,person,$/m);
  });

  it.each([
    ['a wrong word', () => ask('/data', {}, 'guess'), 403],
    ['decisions without the word', () => ask('/decide', { method: 'POST', body: '[]' }, ''), 403],
    ['what is no decision', () => decide([{ id: 1 }]), 400],
    ['a picture that is not there', () => ask('/picture/99'), 404],
    ['a path', () => ask('/picture/../../../etc/passwd'), 404],
  ])('refuses %s', async (_, send, status) => {
    expect((await send()).status).toBe(status);
  });

  it('refuses names that were pointed here from outside', async () => {
    const { port } = new URL(server.url);
    const status = await new Promise((resolve) => {
      const headers = { host: `evil.example:${port}` };
      http.get({ host: '127.0.0.1', port, path: '/', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
    });
    expect(status).toBe(403);
  });
});
