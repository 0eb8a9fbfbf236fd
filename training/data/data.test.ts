import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readCollection } from './collection';
import { decodeSquare, prepareShard } from './prepare';
import { Sampler, type SamplerOptions } from './sampler';
import { selectPictures, selectionSchema } from './select';
import { bytesPerPicture, type Shard } from './shard';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-data-'));
});
afterEach(() => rm(folder, { recursive: true }));

const csv = (...lines: string[]) =>
  writeFile(
    path.join(folder, 'paintings.csv'),
    ['id,file,artist,style,genre,title,colourfulness,source', ...lines].join('\n'),
  );

async function picture(name: string, colour: string, width = 20, height = 16) {
  const image = sharp({ create: { width, height, channels: 3, background: colour } });
  await image.png().toFile(path.join(folder, name));
}

describe('a collection', () => {
  it('is read with commas, quotes and a byte order mark in its CSV', async () => {
    await writeFile(
      path.join(folder, 'paintings.csv'),
      '\ufeffid,file,artist,title\r\n1,a.png,claude-monet,"Water, ""lilies"""\r\n',
    );
    const { rows } = await readCollection(folder);
    expect(rows[0]!.title).toBe('Water, "lilies"');
    expect(rows[0]!.genre).toBe('');
  });

  it('never reaches outside of its folder', async () => {
    await csv('1,../../etc/passwd,someone,,,,,');
    await expect(readCollection(folder)).rejects.toThrow(/outside/);
  });

  it('names the line of a row that cannot be used', async () => {
    await csv('1,a.png,someone,,,,,', '2,,someone,,,,,');
    await expect(readCollection(folder)).rejects.toThrow(/line 3: file/);
  });

  it('refuses an id that is there twice', async () => {
    await csv('1,a.png,x,,,,,', '1,b.png,x,,,,,');
    await expect(readCollection(folder)).rejects.toThrow(/twice/);
  });
});

describe('a selection', () => {
  const row = (id: string, artist: string, genre: string, colourfulness: number, source = 's') => ({
    ...{ id, file: `${id}.png`, artist, genre, colourfulness, source },
    ...{ style: '', title: '', died: undefined },
  });
  const rows = [
    row('1', 'monet', 'landscape', 40),
    row('2', 'monet', 'landscape', 5),
    row('3', 'monet', 'portrait', 40),
    row('4', 'turner', 'landscape', 40),
    row('5', 'monet', '', 40, 'whole'),
  ];

  it('takes genres, whole sources and colour, and counts what it leaves out', () => {
    const { pictures, classes, leftOut } = selectPictures(
      rows,
      selectionSchema.parse({
        genres: ['landscape'],
        wholeSources: ['whole'],
        minColourfulness: 12,
        minCount: 2,
      }),
    );
    expect(pictures.map((p) => p.row.id)).toEqual(['1', '5']);
    expect(classes.map((c) => [c.id, c.count])).toEqual([['monet', 2]]);
    expect(leftOut).toEqual({
      'nearly grey': 1,
      'other genre': 1,
      'artist with too few pictures': 1,
    });
  });

  it('keeps the pictures of small classes without a class if asked', () => {
    const { pictures } = selectPictures(
      rows,
      selectionSchema.parse({ genres: ['landscape'], minCount: 2, others: 'unlabelled' }),
    );
    expect(pictures.map((p) => [p.row.id, p.labels])).toEqual([
      ['1', [0]],
      ['2', [0]],
      ['4', []],
    ]);
  });

  it('makes classes of styles and genres, too', () => {
    const labelled = [
      ['monet', 'Impressionism', 'landscape'],
      ['monet', 'impressionist', 'portraits'],
      ['sisley', 'Impressionism', ''],
      ['nobody', '', 'landscape'],
    ].map(([artist, style, genre], i) => ({
      ...rows[0]!,
      ...{ id: String(i), artist: artist!, style: style!, genre: genre! },
    }));
    const choice = (kinds: string[]) =>
      selectPictures(labelled, selectionSchema.parse({ classKinds: kinds, minCount: 2 }));
    const { pictures, classes } = choice(['artist', 'style', 'genre']);
    expect(classes.map((c) => [c.kind, c.id, c.count])).toEqual([
      ['artist', 'monet', 2],
      ['style', 'impressionism', 3],
      ['genre', 'landscape', 2],
    ]);
    expect(pictures.map((p) => p.labels)).toEqual([[0, 1, 2], [0, 1], [1], [2]]);
    expect(choice(['genre']).pictures.map((p) => p.row.id)).toEqual(['0', '3']);
    labelled[3]!.artist = labelled[2]!.artist = 'landscape';
    expect(() => choice(['artist', 'genre'])).toThrow(/"landscape" names two classes/);
  });

  it('takes a style and a genre in every spelling, as classes are made of them', () => {
    const labelled = [
      ['Art_Nouveau_Modern', 'landscape'],
      ['ArtNouveau(Modern)', 'Landscape painting'],
      ['Jugendstil', 'portrait'],
      ['', ''],
    ].map(([style, genre], i) => ({ ...rows[0]!, id: String(i), style: style!, genre: genre! }));
    const chosen = (selection: object) =>
      selectPictures(labelled, selectionSchema.parse(selection)).pictures.map((p) => p.row.id);
    expect(chosen({ styles: ['art nouveau'] })).toEqual(['0', '1', '2']);
    expect(chosen({ genres: ['landscapes'] })).toEqual(['0', '1']);
    // A word for "unknown" chooses nothing, and not all whose label is unknown.
    expect(() => chosen({ styles: ['unknown'] })).toThrow(/No picture is left/);
  });

  it('keeps the classes of networks that have learned, in their order', () => {
    const selection = selectionSchema.parse({ minCount: 2, genres: ['landscape'] });
    const ids = (artists: readonly string[], known: readonly string[], more = {}) => {
      const others = artists.map((artist, i) => ({ ...rows[0]!, id: String(i), artist }));
      const { classes, pictures } = selectPictures(others, { ...selection, ...more }, known);
      return [classes.map((c) => `${c.id} ${c.count}`), pictures.map((p) => p.labels)];
    };
    // More of the second, one left of the first, and a third who was no class.
    const now = ['turner', 'turner', 'monet', 'sisley', 'sisley'];
    expect(ids(now, ['monet', 'turner'])).toEqual([
      ['monet 1', 'turner 2'],
      [[1], [1], [0]],
    ]);
    expect(ids(now, ['monet', 'turner'], { others: 'unlabelled' })[1]).toHaveLength(5);
    expect(() => ids(['turner', 'turner'], ['monet', 'turner'])).toThrow(/nothing of monet/);
  });

  it('knows which kind of class an id was of', () => {
    const labelled = ['symbolism', 'monet', 'monet'].map((artist, i) => ({
      ...{ ...rows[0]!, id: String(i), artist, style: 'Symbolism' },
    }));
    const selection = selectionSchema.parse({ classKinds: ['artist', 'style'], minCount: 2 });
    const { classes } = selectPictures(labelled, selection, ['symbolism', 'monet']);
    expect(classes.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'style symbolism',
      'artist monet',
    ]);
  });

  it('says when nothing is left', () => {
    expect(() => selectPictures(rows, selectionSchema.parse({ artists: ['nobody'] }))).toThrow(
      /No picture is left/,
    );
  });
});

const plain: SamplerOptions = {
  seed: 1,
  batchSize: 4,
  flip: false,
  quarterTurns: false,
  classBalance: 0,
};

describe('preparing', () => {
  it('crops, resizes, and reports broken, small and repeated pictures', async () => {
    await csv('1,a.png,x,,,,,', '2,b.png,x,,,,,', '3,c.png,x,,,,,', '4,d.png,x,,,,,');
    await picture('a.png', '#ff0000');
    await picture('b.png', '#ff0000');
    await picture('c.png', '#00ff00', 7, 7);
    await writeFile(path.join(folder, 'd.png'), 'no picture');
    const options = {
      collection: folder,
      selection: selectionSchema.parse({}),
      size: 8,
      cacheFolder: path.join(folder, 'cache'),
    };
    const shard = await prepareShard(options);
    expect(shard.header.ids).toEqual(['1']);
    expect(shard.header.classes[0]!.count).toBe(1);
    expect([...shard.pixels.subarray(0, 3)]).toEqual([255, 0, 0]);
    expect(shard.pixels.length).toBe(bytesPerPicture(8));
    expect(shard.header.leftOut).toEqual({
      'same pixels as another': 1,
      'smaller than 8 px': 1,
      'missing or broken': 1,
    });
    const again = await prepareShard({
      ...options,
      onProgress: () => expect.unreachable('the cache was not used'),
    });
    expect(Buffer.compare(again.pixels, shard.pixels)).toBe(0);
  });

  it('enlarges small pictures if asked to, and tells how many pixels are their own', async () => {
    await csv('1,large.png,x,,,,,', '2,small.png,x,,,,,', '3,tiny.png,x,,,,,');
    await picture('large.png', '#ff0000', 90, 40);
    await picture('small.png', '#00ff00', 30, 20);
    await picture('tiny.png', '#0000ff', 30, 19);
    const prepare = (minSide?: number, size = 40) =>
      prepareShard({
        ...{ collection: folder, size, cacheFolder: path.join(folder, 'cache') },
        framing: { trim: 0.1 },
        selection: selectionSchema.parse({ minSide }),
      });
    const { header, pixels } = await prepare(20);
    expect(header.ids).toEqual(['1', '2']);
    // A tenth is cut off at every edge.
    expect(header.sides).toEqual([40, 16]);
    expect([...pixels.subarray(bytesPerPicture(40)).subarray(0, 3)]).toEqual([0, 255, 0]);
    expect(header.leftOut).toEqual({ 'smaller than 20 px': 1 });
    expect(header.selection).toMatch(/at least 20 px/);
    const sampler = new Sampler({ header, pixels }, { ...plain, batchSize: 2 });
    expect([...sampler.next().sides].sort()).toEqual([16, 40]);

    const onlyLarge = await prepare();
    expect(onlyLarge.header.ids).toEqual(['1']);
    expect(onlyLarge.header.sides).toBeUndefined();
    expect([...new Sampler(onlyLarge, { ...plain, batchSize: 1 }).next().sides]).toEqual([40]);
    expect((await prepare(20, 20)).header.sides).toBeUndefined();
  });

  it('begins anew when labels have changed, classes have, or a picture', async () => {
    await picture('a.png', '#ff0000');
    await picture('b.png', '#00ff00');
    const prepare = (classes?: readonly string[]) =>
      prepareShard({
        ...{ collection: folder, size: 8, cacheFolder: path.join(folder, 'cache'), classes },
        selection: selectionSchema.parse({ classKinds: ['style'] }),
      });
    const classesOf = ({ header }: Shard) =>
      header.labels.map((own) => own.map((label) => header.classes[label]!.id));
    await csv('1,a.png,x,Baroque,,,,', '2,b.png,x,Rococo,,,,');
    expect(classesOf(await prepare())).toEqual([['baroque'], ['rococo']]);
    await csv('1,a.png,x,Rococo,,,,', '2,b.png,x,Baroque,,,,');
    expect(classesOf(await prepare())).toEqual([['rococo'], ['baroque']]);
    const turned = await prepare(['rococo', 'baroque']);
    expect(turned.header.classes.map(({ id }) => id)).toEqual(['rococo', 'baroque']);

    await picture('a.png', '#0000ff');
    // Of the same size, and written within the same tick of a coarse clock.
    await utimes(path.join(folder, 'a.png'), 1, 1);
    expect([...(await prepare()).pixels.subarray(0, 3)]).toEqual([0, 0, 255]);
  });
});

describe('framing', () => {
  it('cuts the line of a frame off, and keeps what is prepared apart', async () => {
    await csv('1,framed.png,x,,,,,');
    await sharp({ create: { width: 80, height: 80, channels: 3, background: '#808080' } })
      .extend({ top: 2, bottom: 2, left: 2, right: 2, background: '#000000' })
      .png()
      .toFile(path.join(folder, 'framed.png'));
    const darkest = async (trim?: number) => {
      const { pixels } = await prepareShard({
        collection: folder,
        selection: selectionSchema.parse({}),
        size: 40,
        framing: trim === undefined ? {} : { trim },
        cacheFolder: path.join(folder, 'cache'),
      });
      expect(pixels.length).toBe(bytesPerPicture(40));
      return Math.min(...pixels);
    };
    expect(await darkest()).toBeLessThan(64);
    expect(await darkest(0.05)).toBeGreaterThan(120);
  });

  it('takes the asked part of upright pictures, however they are stored, and the middle of wide ones', async () => {
    const stripes = await sharp({
      create: { width: 40, height: 80, channels: 3, background: '#000' },
    })
      .composite([
        {
          input: { create: { width: 40, height: 20, channels: 3, background: '#fff' } },
          gravity: 'north',
        },
      ])
      .png()
      .toBuffer();
    const turned = await sharp(stripes)
      .rotate(90)
      .withMetadata({ orientation: 8 })
      .png()
      .toBuffer();
    const wide = await sharp(stripes).rotate(90).png().toBuffer();
    const light = async (picture: Buffer, cutAbove?: number) => {
      const pixels = await decodeSquare(picture, 40, cutAbove === undefined ? {} : { cutAbove });
      return Math.round((pixels.reduce((sum, value) => sum + value, 0) / pixels.length / 255) * 40);
    };
    expect(await light(stripes)).toBe(0);
    expect(await light(stripes, 0)).toBe(20);
    expect(await light(stripes, 0.25)).toBe(10);
    expect(await light(turned, 0.25)).toBe(10);
    expect(await light(wide, 0.25)).toBe(0);
  });
});

describe('the sampler', () => {
  const labels = [[0], [0], [0], [0], [0], [0], [1, 0], []];
  const shard: Shard = {
    header: {
      format: 2,
      size: 2,
      ids: labels.map((_, i) => String(i)),
      labels,
      classes: [
        { kind: 'artist', id: 'a', count: 7 },
        { kind: 'artist', id: 'b', count: 1 },
      ],
      selection: '',
      leftOut: {},
    },
    // Picture i has the four pixels 10i, 10i + 1, 10i + 2, 10i + 3.
    pixels: Uint8Array.from(
      labels.flatMap((_, i) => [0, 1, 2, 3].flatMap((p) => Array(3).fill(10 * i + p))),
    ),
  };
  const reds = (pixels: Uint8Array) =>
    Array.from({ length: pixels.length / 3 }, (_, i) => pixels[i * 3]!);

  it('shows every picture once an epoch, with its classes', () => {
    const sampler = new Sampler(shard, plain);
    const seen: number[] = [];
    for (let batch = 0; batch < 2; batch++) {
      const { pixels, labels: shown } = sampler.next();
      for (let i = 0; i < 4; i++) {
        const id = pixels[i * 12]! / 10;
        seen.push(id);
        expect(shown[i]).toEqual(labels[id]);
      }
    }
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('goes on exactly from a state', () => {
    const options = { ...plain, flip: true, classBalance: 0.5, batchSize: 3 };
    const first = new Sampler(shard, options);
    for (let i = 0; i < 5; i++) first.next();
    const second = new Sampler(shard, options);
    second.restore(first.position);
    for (let i = 0; i < 6; i++) expect(second.next()).toEqual(first.next());
  });

  it('draws classes evenly at full balance', () => {
    const sampler = new Sampler(shard, { ...plain, classBalance: 1, batchSize: 8 });
    const counts = [0, 0, 0];
    for (let i = 0; i < 400; i++) {
      const { pixels } = sampler.next();
      for (let k = 0; k < 8; k++) counts[(labels[pixels[k * 12]! / 10]![0] ?? -1) + 1]!++;
    }
    for (const count of counts) expect(count / 3200).toBeCloseTo(1 / 3, 1);
  });

  it('turns and mirrors whole pictures', () => {
    const orbit = new Set<string>();
    const sampler = new Sampler(shard, { ...plain, flip: true, quarterTurns: true });
    for (let i = 0; i < 100; i++) {
      const { pixels } = sampler.next();
      orbit.add(
        reds(pixels.subarray(0, 12))
          .map((v) => v % 10)
          .join(''),
      );
    }
    // The eight symmetries of the square, as they move the corners 0 1 / 2 3.
    expect([...orbit].sort()).toEqual(
      ['0123', '1032', '2301', '3210', '0213', '2031', '1302', '3120'].sort(),
    );
  });
});
