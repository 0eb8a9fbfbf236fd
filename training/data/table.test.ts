import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readCollection } from './collection';
import { droppedIds, readCuration, writeCuration } from './curation';
import { styleSlug, genreSlug } from './spellings';
import { decodeTable, formatTable, parseTable } from './table';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-table-'));
  await mkdir(path.join(folder, 'c'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const collection = async (text: string | Buffer) => {
  const file = path.join(folder, 'c.csv');
  await writeFile(file, text);
  return readCollection(file);
};

describe('a table', () => {
  it('comes back as it was written, whatever is in its cells', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '').trim());
    fc.assert(
      fc.property(fc.array(fc.record({ a: cell, b: cell }), { minLength: 1 }), (rows) => {
        // An empty line is no row.
        const full = rows.map((row) => ({ ...row, id: 'x' }));
        const text = formatTable({ columns: ['id', 'a', 'b'], rows: full });
        expect(parseTable(text, 't').rows).toEqual(full);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\ufeffid,title\n1,Sünde')],
    ['UTF-16 of a spreadsheet', Buffer.from('\ufeffid\ttitle\r\n1\tSünde', 'utf16le')],
    ['Windows without a mark', Buffer.from('id;title\r\n1;Sünde', 'latin1')],
  ])('is read in %s', (_, bytes) => {
    expect(parseTable(decodeTable(bytes), 't').rows).toEqual([{ id: '1', title: 'Sünde' }]);
  });

  it('may lack cells at the end of a row, and says where it cannot be read', () => {
    expect(parseTable('a,b\n1', 't').rows).toEqual([{ a: '1' }]);
    expect(() => parseTable('a,b\n1,"x', 't.csv')).toThrow(/t\.csv is not a table/);
  });
});

describe('a collection', () => {
  it('says which columns it lacks, and which it has', async () => {
    await expect(collection('id,path\n1,a.png')).rejects.toThrow(
      /no column file and no column artist; it has id, path/,
    );
  });

  it.each(['../x.png', '/etc/passwd', 'a/../../x.png'])(
    'does not leave its folder by %s',
    async (file) => {
      await expect(collection(`id,file,artist\n1,${file},ann`)).rejects.toThrow(/outside/);
    },
  );

  it('without what its curation drops', async () => {
    const text = 'id,file,artist\n1,a.png,ann\n2,b.png,ann\n';
    const row = { file: '', score: 1, about: '' };
    await writeCuration(path.join(folder, 'c'), [
      { ...row, id: '1', reason: 'grey', decision: 'keep', by: 'measure' },
      { ...row, id: '2', reason: 'grey', decision: 'drop', by: 'measure' },
    ]);
    const { rows, dropped } = await collection(text);
    expect([rows.map(({ id }) => id), dropped.map(({ id }) => id)]).toEqual([['1'], ['2']]);
    const all = await readCollection(path.join(folder, 'c.csv'), { curation: 'ignore' });
    expect(all.rows).toHaveLength(2);
    await rm(path.join(folder, 'c/curation.csv'));
  });
});

describe('a curation', () => {
  it('is read as it was written, and by hand with less', async () => {
    const file = path.join(folder, 'c/own.csv');
    await writeFile(file, 'id,reason,decision\n7,"ugly, I think",drop\n8,fine,keep\n');
    const findings = await readCuration(file);
    expect(findings[0]).toMatchObject({ id: '7', reason: 'ugly, I think', by: 'measure' });
    expect([...droppedIds(findings)]).toEqual(['7']);
    await writeCuration(file, findings);
    expect(await readCuration(file)).toEqual(findings);
  });

  it('names the line that it does not understand', async () => {
    const file = path.join(folder, 'c/own.csv');
    await writeFile(file, 'id,reason,decision\n7,grey,maybe\n');
    await expect(readCuration(file)).rejects.toThrow(/line 2: decision/);
  });
});

it('unifies spellings of styles and genres', () => {
  for (const spelling of [
    'ArtNouveau(Modern)',
    'Art_Nouveau_Modern',
    'Jugendstil',
    'Art Nouveau',
  ]) {
    expect(styleSlug(spelling)).toBe('art-nouveau-modern');
  }
  expect(styleSlug('PostImpressionism')).toBe('post-impressionism');
  expect(styleSlug('style')).toBe('');
  expect(genreSlug('landscape painting')).toBe('landscape');
  expect(genreSlug('constructor')).toBe('constructor');
});
