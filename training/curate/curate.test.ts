import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import type { Finding } from '../data/curation';
import { findDuplicates } from './duplicates';
import { findAll, mergeFindings } from './find';
import { embeddingOf } from './judgement';
import { fillLabels, lacksLabel } from './label';
import { findOutliers } from './outliers';
import { lookedFor } from './reasons';
import { remember } from './remembered';
import { judgement, sound } from './testing';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-curate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FIRST = { round: 'first', knownArtists: new Set<string>() } as const;

describe('duplicates', () => {
  const small = { width: 100, height: 80, hash: '00ff00ff00ff00ff' };

  it('are alike by hash and by embedding; the larger one is kept', () => {
    const found = findDuplicates([
      sound('a', { look: small, judgement: judgement([1, 0.1]) }),
      sound('b', { look: { ...small, width: 300, height: 240 }, judgement: judgement([1, 0.2]) }),
      sound('c', { look: small, judgement: judgement([0, 1]) }),
      sound('d', { look: { ...small, width: 200 }, judgement: judgement([1, 0.1]) }),
    ]);
    // c shows something else; d has another shape.
    expect(found).toEqual([{ index: 0, like: 1, similarity: expect.closeTo(0.995, 2) }]);
  });

  it('must agree more by hash where no classifier was asked', () => {
    const near = { ...small, hash: '00ff00ff00ff003f' };
    const far = { ...small, hash: '00ff00ff00ff0f0f' };
    const found = findDuplicates([
      sound('a', { look: small }),
      sound('b', { look: near }),
      sound('c', { look: far }),
    ]);
    expect(found.map(({ index, like }) => [index, like])).toEqual([[1, 0]]);
  });
});

describe('outliers', () => {
  const member = (id: string, angle: number, artist = 'ann') =>
    sound(id, { artist, judgement: judgement([Math.cos(angle), Math.sin(angle), 0.1]) });

  it('lie far from the nearest of the same artist', () => {
    const usual = Array.from({ length: 24 }, (_, i) => member(`p${i}`, (i % 7) * 0.04 + i * 0.003));
    const others = Array.from({ length: 24 }, (_, i) =>
      member(`q${i}`, 1.6 + ((i * i) % 17) * 0.02, 'bea'),
    );
    const all = [...usual, member('far', 1.6), ...others];
    const far = findOutliers(all).filter(({ score }) => score > 10);
    expect(far.map(({ index }) => all[index]!.picture.id)).toEqual(['far']);
  });

  it('are not looked for in small classes', () => {
    expect(findOutliers([member('a', 0), member('b', 2)])).toEqual([]);
  });
});

describe('findings', () => {
  it('name a reason and a score, and drop only what is clear', () => {
    const broken = { ...sound('x'), look: { broken: 'It breaks off.' } };
    const found = findAll(
      [
        sound('fine'),
        sound('grey', { look: { colourfulness: 3 } }),
        sound('pale', { look: { colourfulness: 11 } }),
        sound('tiny', { look: { width: 60, height: 90 } }),
        sound('strip', { look: { width: 1000, height: 200 } }),
        sound('poster', { look: { letters: 60 } }),
        sound('photo', { judgement: judgement([1], { noneOfThese: 0.992 }) }),
        broken,
      ],
      FIRST,
    );
    const said = found.map(({ id, reason, score, decision }) => [id, reason, score, decision]);
    expect(said).toEqual([
      ['grey', 'grey', 4, 'drop'],
      ['pale', 'grey', 1.091, 'keep'],
      ['tiny', 'tiny', 2.133, 'drop'],
      ['strip', 'narrow', 5, 'drop'],
      ['poster', 'lettering', 60, 'drop'],
      ['photo', 'photograph', 0.992, 'keep'],
      ['x', 'broken', 1, 'drop'],
    ]);
  });

  it('of a second round show what the model finds most unlike its class', () => {
    const said = judgement([1], {
      artists: [
        ['bea', 0.97],
        ['ann', 0.001],
      ],
    });
    const all = [sound('a', { judgement: said }), sound('b', { judgement: said, artist: 'cleo' })];
    const round = { round: 'second', knownArtists: new Set(['ann', 'bea']) } as const;
    expect(findAll(all, round)).toMatchObject([
      { id: 'a', reason: 'unlike-class', score: 0.999, about: 'bea', decision: 'keep' },
    ]);
    expect(findAll(all, FIRST)).toEqual([]);
  });

  describe('of an earlier search', () => {
    const row = (
      id: string,
      reason: string,
      decision: 'keep' | 'drop',
      more: Partial<Finding> = {},
    ): Finding => ({
      ...{ id, reason, decision, by: 'measure', file: '', score: 1, about: '' },
      ...more,
    });
    const person = { by: 'person' } as const;
    const withModel = lookedFor({ withModel: true, round: 'first' });

    it('leave to people what people have decided', () => {
      const before = [
        row('a', 'grey', 'keep', person),
        row('b', 'chosen', 'drop', person),
        row('c', 'tiny', 'drop', { score: 2 }),
      ];
      const now = [row('a', 'grey', 'drop', { score: 4 }), row('a', 'frame', 'keep')];
      expect(mergeFindings(before, now, withModel)).toEqual([
        row('a', 'grey', 'keep', { score: 4, ...person }),
        row('a', 'frame', 'keep', person),
        row('b', 'chosen', 'drop', person),
      ]);
    });

    it('are a person’s where the file was changed by hand, and are written as hers', () => {
      const now = [row('a', 'grey', 'drop', { score: 4 }), row('b', 'frame', 'keep')];
      const byHand = [
        row('a', 'grey', 'keep', { score: 4 }),
        row('b', 'frame', 'keep'),
        row('c', 'ugly', 'drop', { score: undefined }),
        row('d', 'grey', 'keep', { score: undefined }),
      ];
      expect(mergeFindings(byHand, now, withModel)).toEqual([
        row('a', 'grey', 'keep', { score: 4, ...person }),
        row('b', 'frame', 'keep'),
        row('c', 'ugly', 'drop', { score: undefined, ...person }),
        row('d', 'grey', 'keep', { score: undefined, ...person }),
      ]);
    });

    it('stay where their reason was not looked for this time', () => {
      const before = [row('a', 'unlike-class', 'keep'), row('b', 'outlier', 'keep')];
      expect(mergeFindings(before, [], withModel)).toEqual([before[0]]);
      const alone = lookedFor({ withModel: false, round: 'second' });
      expect(mergeFindings(before, [], alone)).toEqual(before);
      const second = lookedFor({ withModel: true, round: 'second' });
      expect(mergeFindings(before, [], second)).toEqual([]);
    });
  });

  it('decide as the score does that is written', () => {
    const [almost] = findAll([sound('a', { look: { colourfulness: 8.001 } })], FIRST);
    expect(almost).toMatchObject({ score: 1.5, decision: 'drop' });
    expect(mergeFindings([almost!], [], new Set())).toEqual([almost]);
  });
});

describe('labels', () => {
  const said = judgement([1], {
    styles: [['baroque', 0.8]],
    genres: [['portrait', 0.4]],
  });
  const columns = ['id', 'style', 'mood'];
  const known = { style: new Set(['baroque', 'realism']), genre: new Set(['portrait']) };

  it('are filled where they miss, with how probable they are, and never over given ones', () => {
    const rows = [
      { id: 'a', style: 'ArtNouveau(Modern)', mood: 'calm' },
      { id: 'b', style: '', mood: '' },
      { id: 'c', style: 'unknown', mood: '' },
    ];
    const { table, counts } = fillLabels({ columns, rows }, () => said, { minimum: 0.5, known });
    expect(table.columns).toEqual([...columns, 'style_probability', 'genre', 'genre_probability']);
    expect(table.rows[0]).toMatchObject({ style: 'ArtNouveau(Modern)', mood: 'calm', genre: '' });
    expect(table.rows[1]).toMatchObject({ style: 'baroque', style_probability: '0.800' });
    expect(table.rows[2]).toMatchObject({ style: 'baroque' });
    expect(counts).toEqual({
      style: { given: 1, filled: 2, unsure: 0 },
      genre: { given: 0, filled: 0, unsure: 3 },
    });
  });

  it('that were filled before are asked about again, given ones are not', () => {
    const given = { style: 'Baroque', genre: 'portrait' };
    expect(lacksLabel(given, known)).toBe(false);
    const filled = { ...given, style: 'realism', style_probability: '0.8' };
    expect(lacksLabel(filled, known)).toBe(true);
    expect(lacksLabel({ ...given, genre: 'unknown' }, known)).toBe(true);
  });

  it('in other scripts are given ones, and so is what replaced a filled one', () => {
    const styles = ['印象派', 'Импрессионизм', 'Realism', 'my own'];
    const rows = styles.map((style, i) => ({
      ...{ id: style, style, genre: 'portrait' },
      style_probability: i < 2 ? '' : '0.812',
    }));
    for (const row of rows) expect(lacksLabel(row, known)).toBe(false);
    const options = { minimum: 0.5, known };
    const { table } = fillLabels({ columns: Object.keys(rows[0]!), rows }, () => said, options);
    expect(table.rows).toMatchObject(styles.map((style) => ({ style, style_probability: '' })));
  });
});

describe('what is remembered of files', () => {
  const schema = z.object({ n: z.number() });
  const open = () => remember(path.join(folder, 'cache'), { folder, what: 'test 1', schema });

  it('is there the next time, until the file changes', async () => {
    const file = path.join(folder, 'a.png');
    await writeFile(file, 'one');
    const first = await open();
    expect(await first.find(file)).toBeUndefined();
    await first.keep(file, { n: 1 });
    await first.flush();
    expect(await (await open()).find(file)).toEqual({ n: 1 });
    await utimes(file, 1, 1);
    expect(await (await open()).find(file)).toBeUndefined();
  });

  it('outlives a line that a kill cut short', async () => {
    const [a, b] = [path.join(folder, 'b.png'), path.join(folder, 'c.png')];
    for (const file of [a, b]) await writeFile(file, 'x');
    const store = await open();
    await store.keep(a, { n: 2 });
    await store.flush();
    const { readdir, appendFile } = await import('node:fs/promises');
    const [name] = await readdir(path.join(folder, 'cache'));
    const memory = path.join(folder, 'cache', name!);
    await appendFile(memory, '{"name":"c.p');
    const next = await open();
    await next.keep(b, { n: 3 });
    await next.flush();
    const last = await open();
    expect([await last.find(a), await last.find(b)]).toEqual([{ n: 2 }, { n: 3 }]);
    expect((await readFile(memory, 'utf8')).split('\n').length).toBeGreaterThan(3);
  });

  it('keeps embeddings to within a hundredth', () => {
    const kept = embeddingOf(judgement([3, -4, 12]));
    [3 / 13, -4 / 13, 12 / 13].forEach((x, i) => expect(kept[i]).toBeCloseTo(x, 2));
  });
});
