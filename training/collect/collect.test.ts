import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readCollection } from '../data/collection';
import { readTable } from '../data/table';
import { openMuseum, pictureOf, type Museum } from './testing/museum';
import { collecting, type Setting } from './testing/setting';

let folder: string;
let museum: Museum;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-collect-'));
  museum = await openMuseum();
});
afterEach(async () => {
  await museum.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (setting: Partial<Setting> = {}) => collecting({ museum, folder, ...setting });
const table = () => readTable(path.join(folder, 'paintings.csv'));
const picturesAsked = () => museum.asked.filter((at) => /^\/(pictures|iiif)\//.test(at));

describe('collecting from a museum', () => {
  it('keeps open paintings by the artist, each with its licence, source and checksum', async () => {
    const summary = await run();
    // Of twelve one is under copyright, one by another and one a copy.
    expect(summary).toMatchObject({ fetched: 9, already: 0, failed: 0 });
    expect(summary.refused).toEqual({
      'licence: unknown': 1,
      'by another artist': 1,
      'not by the artist herself': 1,
    });
    const { rows } = await table();
    expect(rows).toHaveLength(9);
    const row = rows.find(({ id }) => id === 'met-7')!;
    expect(row).toMatchObject({
      ...{ file: 'claude-monet/met-7.jpg', artist: 'claude-monet', died: '1926', year: '1907' },
      ...{ title: 'Water lilies, "no. 7"', licence: 'cc0', source: 'met' },
      page: 'https://www.metmuseum.org/art/collection/search/7',
      credit: 'The Metropolitan Museum of Art. Bequest',
    });
    const bytes = await readFile(path.join(folder, row['file']!));
    expect(bytes).toEqual(await pictureOf(7));
    expect(row['sha256']).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('leaves a collection that training reads', async () => {
    await run({ max: 3 });
    const { rows } = await readCollection(folder);
    expect(rows.map(({ artist }) => artist)).toEqual(Array(3).fill('claude-monet'));
  });

  it('takes more licences when it is told to', async () => {
    expect(await run({ licences: ['any'] })).toMatchObject({ fetched: 10 });
    const { rows } = await table();
    expect(rows.find(({ id }) => id === 'met-3')!['licence']).toBe('unknown');
  });

  it('stops at so many pictures and asks no further', async () => {
    expect(await run({ max: 2 })).toMatchObject({ fetched: 2 });
    expect(picturesAsked()).toHaveLength(2);
  });

  it('says in a dry run what it would fetch, and writes nothing', async () => {
    const named: string[] = [];
    const watch = { onPicture: (_: unknown, id: string) => void named.push(id) };
    expect(await run({ dryRun: true, watch })).toMatchObject({ fetched: 9 });
    expect(named).toContain('met-1');
    expect(picturesAsked()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('finds nothing without an error where there is nothing', async () => {
    expect(await run({ question: { query: 'nobody' } })).toMatchObject({ fetched: 0 });
  });
});

describe('going on', () => {
  it('fetches no picture twice, and asks nothing about what it has', async () => {
    await run();
    museum.asked.length = 0;
    expect(await run()).toMatchObject({ fetched: 0, already: 9 });
    // Only the search, and the two whose refusal was not a matter of the licence.
    expect(museum.asked.filter((at) => at.includes('/objects/'))).toHaveLength(2);
    expect(picturesAsked()).toEqual([]);
    expect((await table()).rows).toHaveLength(9);
  });

  it('fetches again what was deleted or cut short', async () => {
    await run();
    await rm(path.join(folder, 'claude-monet/met-1.jpg'));
    await writeFile(path.join(folder, 'claude-monet/met-2.jpg'), 'half');
    expect(await run()).toMatchObject({ fetched: 2, already: 7 });
    expect(await readFile(path.join(folder, 'claude-monet/met-2.jpg'))).toEqual(await pictureOf(2));
  });

  it('saves what it has when it is stopped, and goes on from there', async () => {
    // However fast the others come, it is stopped before the end.
    museum.misbehave('/pictures/10', 'silent');
    const controller = new AbortController();
    let seen = 0;
    const watch = { onPicture: () => void (++seen === 4 && controller.abort()) };
    await expect(run({ controller, watch, fetching: { concurrency: 1 } })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const { rows } = await table();
    expect(rows.length).toBeGreaterThanOrEqual(4);
    const files = await readdir(path.join(folder, 'claude-monet'));
    expect(files.filter((file) => file.endsWith('.part'))).toEqual([]);
    const again = await run({ fetching: { idle: 500 } });
    expect(again).toMatchObject({ fetched: 9 - rows.length, already: rows.length });
    const asked = picturesAsked();
    // The one that was under way may have been begun twice, none that was here.
    for (const { id } of rows) {
      const number = id!.split('-')[1];
      expect(asked.filter((at) => at === `/pictures/${number}`)).toHaveLength(1);
    }
  });

  it('mends what a kill left: a line cut short, pictures that miss in the table', async () => {
    await run({ max: 4 });
    const ledger = path.join(folder, 'collect.jsonl');
    const lines = (await readFile(ledger, 'utf8')).trimEnd().split('\n');
    await writeFile(ledger, `${lines.slice(0, -1).join('\n')}\n{"status":"kept","id":"me`);
    await rm(path.join(folder, 'paintings.csv'));
    expect(await run({ max: 5 })).toMatchObject({ fetched: 1, already: 4 });
    expect((await table()).rows).toHaveLength(5);
  });

  it('writes a table anew that was deleted, of all pictures that are here', async () => {
    await run();
    const before = (await table()).rows;
    await rm(path.join(folder, 'paintings.csv'));
    expect(await run()).toMatchObject({ fetched: 0, already: 9 });
    expect((await table()).rows).toEqual(before);
  });

  it('leaves nothing half fetched behind, even of a run that was killed', async () => {
    const { mkdir } = await import('node:fs/promises');
    await mkdir(path.join(folder, 'claude-monet'));
    await writeFile(path.join(folder, 'claude-monet/met-1.jpg.part'), 'half a picture'.repeat(9e3));
    await run({ max: 1 });
    expect(await readdir(path.join(folder, 'claude-monet'))).toEqual(['met-1.jpg']);
    const bytes = await readFile(path.join(folder, 'claude-monet/met-1.jpg'));
    expect(bytes).toEqual(await pictureOf(1));
  });

  it('leaves alone what people have changed in the table', async () => {
    await run({ max: 2 });
    const file = path.join(folder, 'paintings.csv');
    const text = await readFile(file, 'utf8');
    const [heading, first] = text.split('\n') as [string, string];
    await writeFile(file, `\ufeff${heading},mood\n${first.replace('Water', 'Wild')},calm\n`);
    await run();
    const { columns, rows } = await table();
    expect(columns.at(-1)).toBe('mood');
    expect(rows[0]).toMatchObject({ title: expect.stringContaining('Wild'), mood: 'calm' });
    // The row that was taken out stays out.
    expect(rows).toHaveLength(8);
  });
});

describe('a server that misbehaves', () => {
  it('fails one picture and not the others, and tries it again the next time', async () => {
    museum.misbehave('/pictures/1', 'html');
    museum.misbehave('/pictures/2', 'empty');
    museum.misbehave('/pictures/4', 'huge-length');
    museum.misbehave('/pictures/7', 'endless');
    museum.misbehave('/pictures/8', { status: 404 });
    museum.misbehave('/public/collection/v1/objects/9', { status: 403 });
    const failures: Record<string, string> = {};
    const watch = { onFailure: (id: string, why: string) => void (failures[id] = why) };
    expect(await run({ watch })).toMatchObject({ fetched: 3, failed: 6 });
    expect(failures['met-1']).toMatch(/web page/);
    expect(failures['met-2']).toMatch(/empty/);
    expect(failures['met-4']).toMatch(/larger than 1 MB/);
    expect(failures['met-7']).toMatch(/larger than 1 MB/);
    expect(failures['met-8']).toMatch(/404/);
    expect(failures['met-9']).toMatch(/403/);
    expect((await readdir(path.join(folder, 'claude-monet'))).sort()).toEqual([
      ...['met-10.jpg', 'met-11.jpg', 'met-12.jpg'],
    ]);
    expect(await run()).toMatchObject({ fetched: 6, already: 3, failed: 0 });
  });

  it('keeps no second copy of the same bytes', async () => {
    // All at once, and the twin before and after the picture that it is the same as.
    const same = { redirect: '/pictures/4' };
    for (const id of [1, 2, 7, 8]) museum.misbehave(`/pictures/${id}`, same);
    const summary = await run({ fetching: { concurrency: 8 } });
    expect(summary).toMatchObject({ fetched: 5, refused: { 'the same file as another': 4 } });
    const { rows } = await table();
    expect(new Set(rows.map(({ sha256 }) => sha256)).size).toBe(5);

    // The same again where the one that was kept is gone, and any of them may take its place.
    const four = createHash('sha256').update(await pictureOf(4));
    const kept = rows.find(({ sha256 }) => sha256 === four.digest('hex'))!;
    await rm(path.join(folder, kept['file']!));
    for (const id of [1, 2, 7, 8]) museum.misbehave(`/pictures/${id}`, same);
    expect(await run({ fetching: { concurrency: 8 } })).toMatchObject({ fetched: 1, already: 4 });
    expect(await readdir(path.join(folder, 'claude-monet'))).toHaveLength(5);
  });

  it('asks for no second copy again, while the first is here', async () => {
    museum.misbehave('/pictures/2', { redirect: '/pictures/1' });
    await run({ fetching: { concurrency: 1 } });
    museum.asked.length = 0;
    expect(await run()).toMatchObject({ refused: { 'the same file as another': 1 } });
    expect(picturesAsked()).toEqual([]);
    await rm(path.join(folder, 'claude-monet/met-1.jpg'));
    expect(await run()).toMatchObject({ fetched: 2, already: 7 });
  });

  it('stops all where the host asks for a long pause', async () => {
    museum.misbehave('/public/collection/v1/objects/1', { status: 429, retryAfter: '7200' });
    await expect(run({ fetching: { concurrency: 1 } })).rejects.toThrow(/pause of 120 minutes/);
  });
});
