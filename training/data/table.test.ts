import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { containedPath, readCollection } from './collection';
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
    ['UTF-16 without a mark', Buffer.from('id\ttitle\r\n1\tSünde', 'utf16le')],
    ['UTF-16 the other way round', Buffer.from('id,title\n1,Sünde', 'utf16le').swap16()],
    ['Windows without a mark', Buffer.from('id;title\r\n1;Sünde', 'latin1')],
    [
      'Windows with a mark that lies',
      Buffer.concat([Buffer.from('\ufeff'), Buffer.from('id;title\r\n1;Sünde', 'latin1')]),
    ],
    ['two lines of a spreadsheet', Buffer.from('sep=;\r\nid;title\r\n1;Sünde')],
    ['capitals', Buffer.from('ID,Title\n1,Sünde')],
  ])('is read in %s', (_, bytes) => {
    expect(parseTable(decodeTable(bytes), 't').rows).toEqual([{ id: '1', title: 'Sünde' }]);
  });

  it('of Windows holds the signs that Latin-1 has not', () => {
    const bytes = Buffer.concat([
      Buffer.from('id,title\n1,l'),
      Buffer.from([0x92]),
      Buffer.from('or '),
      Buffer.from([0x80]),
    ]);
    expect(parseTable(decodeTable(bytes), 't').rows).toEqual([{ id: '1', title: 'l’or €' }]);
  });

  it('counts the line that only says what parts the columns', () => {
    expect(parseTable('sep=,\nid,a\n1,2\n', 't').lines).toEqual([3]);
  });

  it('loses no column: names of others stay as they are, and one name is one column', () => {
    const { columns, rows } = parseTable('ID,Mood,,\n1,calm,x,y', 't');
    expect(columns).toEqual(['id', 'Mood', 'column 3', 'column 4']);
    expect(rows).toEqual([{ id: '1', Mood: 'calm', 'column 3': 'x', 'column 4': 'y' }]);
    for (const heading of ['title;title', 'Title;TITLE']) {
      expect(() => parseTable(`${heading}\nA;B`, 't.csv')).toThrow(
        /t\.csv has several columns with the name title: give each another one/,
      );
    }
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

  it('is read with years as people write them', async () => {
    const cells = ['c. 1890', '1890-95', 'unknown', '', '350', '-30'];
    const lines = cells.map((cell, i) => `${i},${i}.png,ann,${cell},${cell}`);
    const { rows } = await collection(['id,file,artist,died,year', ...lines].join('\n'));
    const years = [1890, 1890, undefined, undefined, 350, -30];
    expect(rows.map(({ died, year }) => [died, year])).toEqual(years.map((year) => [year, year]));
  });

  it('that is empty says what its first line must be', async () => {
    await expect(collection('')).rejects.toThrow(/is empty: its first line names the columns/);
  });

  it.each(['../x.png', '/etc/passwd', 'a/../../x.png'])(
    'does not leave its folder by %s',
    async (file) => {
      await expect(collection(`id,file,artist\n1,${file},ann`)).rejects.toThrow(/outside/);
    },
  );

  it('does not leave its folder by links, but may be behind one', async () => {
    const real = path.join(folder, 'real');
    await mkdir(path.join(real, 'ann'), { recursive: true });
    await mkdir(path.join(folder, 'elsewhere'));
    for (const file of ['real/ann/a.png', 'elsewhere/b.png']) {
      await writeFile(path.join(folder, file), '');
    }
    const own = path.join(folder, 'linked');
    await symlink(real, own);
    await symlink(path.join(folder, 'elsewhere'), path.join(real, 'out'));
    await symlink(path.join(folder, 'elsewhere/b.png'), path.join(real, 'ann/b.png'));
    await symlink(path.join(real, 'ann/a.png'), path.join(real, 'ann/c.png'));
    for (const inside of ['ann/a.png', 'ann/c.png', 'ann/gone.png', 'gone/a.png']) {
      expect(containedPath(own, inside)).toBe(path.join(own, inside));
    }
    for (const outside of ['ann/b.png', 'out/b.png', 'out/gone.png']) {
      expect(() => containedPath(own, outside)).toThrow(/lies outside of the collection/);
    }
    await writeFile(`${own}.csv`, 'id,file,artist\n1,ann/b.png,ann\n');
    await expect(readCollection(`${own}.csv`)).rejects.toThrow(/outside/);
  });

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
  expect(styleSlug('印象派')).toBe('印象派');
  expect(styleSlug('Русский стиль')).toBe('русский-стиль');
  expect(styleSlug('Réalisme')).toBe('realisme');
  expect(genreSlug('landscape painting')).toBe('landscape');
  expect(genreSlug('constructor')).toBe('constructor');
});
