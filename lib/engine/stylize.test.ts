import { beforeAll, describe, expect, it } from 'vitest';

import type { Picture } from '@/lib/image/picture';
import { writeStyleVector } from '@/models/style-vectors';
import { PAINTER_REACH } from '@/models/stylizer-geometry';
import { noisePicture } from '@/tests/engine/classifier-fixture';
import { createFakeRung, createMemorySource } from '@/tests/engine/fakes';
import { createFixture, type Fixture } from '@/tests/engine/fixture';
import { createStylizerFixture, type StylizerFixture } from '@/tests/engine/stylizer-fixture';

import { createEngine } from './core';
import type { Engine, StyleVector } from './engine';
import { nodeRungs } from './rungs/node';
import { mixStyles, stylizePicture, towards, type StylizingEngine } from './stylize';
import { planPatches, planTiles } from './tiles';

let painter: StylizerFixture;
let generator: Fixture;
beforeAll(async () => {
  painter = await createStylizerFixture();
  generator = await createFixture();
});

const wasm = nodeRungs.filter((rung) => rung.backend === 'wasm');
const cpuEngine = (source = createMemorySource(painter, generator)) =>
  createEngine({ rungs: [createFakeRung('cpu')], source });
const vector = (...numbers: number[]): StyleVector => Float32Array.from(numbers);
const STYLE = vector(0.5, -1, 0.25, 2);

function largestDifference(a: Picture, b: Picture): number {
  return a.data.reduce((most, level, i) => Math.max(most, Math.abs(level - b.data[i]!)), 0);
}

describe('the engine with a stylizer', () => {
  it('says the style of a picture, the same on cpu and wasm', async () => {
    const picture = noisePicture(70, 41);
    const onCpu = await cpuEngine().encodeStyle('painter', picture);
    const engine = createEngine({ rungs: wasm, source: createMemorySource(painter) });
    const onWasm = await engine.encodeStyle('painter', picture);
    expect(onCpu).toHaveLength(4);
    onCpu.forEach((value, i) => expect(onWasm[i]).toBeCloseTo(value, 3));
    // Looked at from nearer, its style is another one.
    expect(await engine.encodeStyle('painter', picture, 64)).not.toEqual(onWasm);
    await engine.dispose();
  });

  it('paints pictures of any size in that size, and leaves no tensors behind', async () => {
    const engine = cpuEngine();
    const picture = noisePicture(13, 22);
    const painted = await engine.paint('painter', picture, STYLE);
    expect([painted.width, painted.height]).toEqual([13, 22]);
    expect(painted.data.every((level, i) => i % 4 !== 3 || level === 255)).toBe(true);
    expect(largestDifference(painted, picture)).toBeGreaterThan(10);
    const before = await engine.tensorCount();
    await engine.paint('painter', noisePicture(16, 16), STYLE);
    await engine.measureStyle('painter', [picture], STYLE);
    await engine.encodeStyle('painter', picture);
    expect(await engine.tensorCount()).toBe(before);
  });

  it('paints with statistics measured on the picture what it paints with its own', async () => {
    const engine = cpuEngine();
    const picture = noisePicture(24, 16);
    const statistics = await engine.measureStyle('painter', [picture], STYLE);
    const [own, known] = [
      await engine.paint('painter', picture, STYLE),
      await engine.paint('painter', picture, STYLE, statistics),
    ];
    expect(largestDifference(own, known)).toBeLessThanOrEqual(1);
    const other = await engine.measureStyle('painter', [noisePicture(24, 16, 9)], STYLE);
    const asOther = await engine.paint('painter', picture, STYLE, other);
    expect(largestDifference(own, asOther)).toBeGreaterThan(1);
  });

  it('paints what stands alone before parts that have waited longer', async () => {
    const engine = cpuEngine();
    const picture = noisePicture(16, 16);
    const statistics = await engine.measureStyle('painter', [picture], STYLE);
    const order: string[] = [];
    const asks = [
      ...[1, 2, 3].map((part) => [`part ${part}`, statistics] as const),
      ['preview', undefined] as const,
    ];
    await Promise.all(
      asks.map(async ([what, measured]) => {
        await engine.paint('painter', picture, STYLE, measured);
        order.push(what);
      }),
    );
    expect(order.indexOf('preview')).toBeLessThanOrEqual(1);
    expect(order.slice(-2)).toEqual(['part 2', 'part 3']);
    await engine.dispose();
  });

  it('refuses what is not of the model, or too much', async () => {
    const engine = cpuEngine();
    const picture = noisePicture(16, 16);
    const refused = { code: 'invalid-input' };
    await expect(engine.paint('painter', picture, vector(1, 2, 3))).rejects.toMatchObject(refused);
    await expect(engine.paint('painter', picture, vector(1, 2, 3, NaN))).rejects.toMatchObject(
      refused,
    );
    await expect(engine.paint('painter', picture, STYLE, vector(1, 2, 3))).rejects.toMatchObject(
      refused,
    );
    await expect(engine.paint('fixture', picture, STYLE)).rejects.toThrow(/paints in no style/);
    await expect(engine.generate([])).resolves.toEqual([]);
    const huge: Picture = { width: 4000, height: 4000, data: new Uint8ClampedArray(0) };
    await expect(engine.paint('painter', huge, STYLE)).rejects.toThrow(/in parts/);
    await expect(engine.encodeStyle('painter', picture, 4)).rejects.toThrow(/32 to 1024/);
    await expect(engine.measureStyle('painter', [], STYLE)).rejects.toMatchObject(refused);
  });

  it('leaves a back end that paints something else', async () => {
    const { card, bytes } = painter;
    const cells = card.selfCheck.cells.map((cell) => 255 - cell);
    const wrong = { bytes, card: { ...card, selfCheck: { ...card.selfCheck, cells } } };
    const engine = cpuEngine(createMemorySource(wrong));
    await expect(engine.encodeStyle('painter', noisePicture(40, 40))).rejects.toMatchObject({
      code: 'backend-unavailable',
    });
  });

  it('does not load styles that the network cannot paint', async () => {
    const { card, bytes } = painter;
    const styles = [{ ...card.styles[0]!, vector: writeStyleVector([1, 2]) }];
    const engine = cpuEngine(createMemorySource({ bytes, card: { ...card, styles } }));
    await expect(engine.load('painter')).rejects.toMatchObject({ code: 'weights-corrupt' });
  });
});

/** An engine that answers at once: paints by inverting, and counts what it is asked. */
function createInverter() {
  const asked = { patches: 0, parts: [] as Picture[], vectors: [] as StyleVector[] };
  const engine: StylizingEngine = {
    encodeStyle: async () => vector(0, 0, 0, 0),
    measureStyle: async (_, patches) => {
      asked.patches = patches.length;
      return vector(7);
    },
    paint: async (_, picture, style, statistics) => {
      asked.parts.push(picture);
      asked.vectors.push(style);
      if (asked.patches > 0) expect(statistics).toEqual(vector(7));
      return {
        ...picture,
        data: picture.data.map((level, i) => (i % 4 === 3 ? 255 : 255 - level)),
      };
    },
  };
  return { engine, asked };
}

describe('stylizePicture', () => {
  it('mixes styles by weight and goes from the picture’s own as far as is asked', async () => {
    const { engine, asked } = createInverter();
    const styles = [
      { vector: vector(1, 0, 0, 4), weight: 3 },
      { vector: vector(0, 1, 0, 0), weight: 1 },
    ];
    await stylizePicture(engine, 'painter', noisePicture(20, 20), { styles });
    await stylizePicture(engine, 'painter', noisePicture(20, 20), { styles, strength: 0.5 });
    expect(asked.vectors).toEqual([vector(0.75, 0.25, 0, 3), vector(0.375, 0.125, 0, 1.5)]);
    expect(towards(vector(1), vector(3), 0.25)).toEqual(vector(1.5));
    expect(() => mixStyles([])).toThrow(/at least one/);
    expect(() => mixStyles([{ vector: STYLE, weight: 0 }])).toThrow(/above 0/);
    await expect(
      stylizePicture(engine, 'painter', noisePicture(2, 2), { styles, strength: 3 }),
    ).rejects.toThrow(/between 0 and/);
  });

  it('puts large pictures together from parts, and tells how far it is', async () => {
    const { engine, asked } = createInverter();
    const picture = noisePicture(1501, 803);
    const shares: number[] = [];
    const painted = await stylizePicture(
      engine,
      'painter',
      picture,
      { styles: [{ vector: STYLE, weight: 1 }] },
      { onProgress: (share) => shares.push(share) },
    );
    expect(painted.data.every((level, i) => i % 4 === 3 || level === 255 - picture.data[i]!)).toBe(
      true,
    );
    expect(asked.patches).toBe(9);
    expect(asked.parts.length).toBe(planTiles(1501, 803).length);
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('stops between two parts', async () => {
    const { engine, asked } = createInverter();
    const stop = new AbortController();
    const painting = stylizePicture(
      engine,
      'painter',
      noisePicture(1501, 803),
      { styles: [{ vector: STYLE, weight: 1 }] },
      { signal: stop.signal, onProgress: (share) => share > 0.4 && stop.abort() },
    );
    await expect(painting).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked.parts.length).toBeLessThan(planTiles(1501, 803).length);
  });

  it('shows no seam: parts are painted as the whole would be', async () => {
    const engine: Engine = createEngine({ rungs: wasm, source: createMemorySource(painter) });
    // Wider than a tile, and so low that it could be painted whole as well.
    const picture = noisePicture(1100, 16);
    const tiles = planTiles(1100, 16);
    expect(tiles.length).toBeGreaterThan(1);
    const statistics = await engine.measureStyle('painter', [picture], STYLE);
    const whole = await engine.paint('painter', picture, STYLE, statistics);
    for (const { painted, kept } of tiles) {
      const cut = (from: number, width: number) => {
        const data = new Uint8ClampedArray(width * 16 * 4);
        for (let y = 0; y < 16; y++) {
          const start = (y * 1100 + from) * 4;
          data.set(picture.data.subarray(start, start + width * 4), y * width * 4);
        }
        return { width, height: 16, data };
      };
      const part = cut(painted.left, painted.width);
      const tile = await engine.paint('painter', part, STYLE, statistics, painted);
      for (let y = 0; y < 16; y++) {
        for (let x = 0; x < kept.width; x++) {
          const inTile = (y * tile.width + kept.left - painted.left + x) * 4;
          const inWhole = (y * 1100 + kept.left + x) * 4;
          for (let c = 0; c < 3; c++) {
            // Sums in another order may round to the next level.
            const difference = tile.data[inTile + c]! - whole.data[inWhole + c]!;
            if (Math.abs(difference) > 1) throw new Error(`A seam of ${difference} at ${x}.`);
          }
        }
      }
    }
    await engine.dispose();
  });
});

describe('the plan of a large picture', () => {
  it('covers every pixel once, from tiles that begin on the painter’s raster', () => {
    for (const [width, height] of [
      [4096, 2731],
      [769, 900],
      [3000, 40],
    ] as const) {
      const tiles = planTiles(width, height);
      const area = tiles.reduce((sum, { kept }) => sum + kept.width * kept.height, 0);
      expect(area).toBe(width * height);
      for (const { painted, kept } of tiles) {
        expect(painted.left % 8).toBe(0);
        expect(painted.top % 8).toBe(0);
        expect(painted.width * painted.height).toBeLessThanOrEqual(768 * 768);
        const right = painted.left + painted.width;
        expect(kept.left === 0 || kept.left - painted.left >= PAINTER_REACH).toBe(true);
        expect(right === width || right - (kept.left + kept.width) >= PAINTER_REACH).toBe(true);
      }
    }
  });

  it('measures as much as can be painted at once', () => {
    for (const [width, height] of [
      [4096, 4096],
      [200, 5000],
      [100, 9000],
    ] as const) {
      const patches = planPatches(width, height);
      expect(new Set(patches.map((cut) => `${cut.width}×${cut.height}`)).size).toBe(1);
      const pixels = patches.reduce((sum, cut) => sum + cut.width * cut.height, 0);
      expect(pixels).toBeLessThanOrEqual(768 * 768);
      for (const { left, top, width: w, height: h } of patches) {
        expect(left >= 0 && top >= 0 && left + w <= width && top + h <= height).toBe(true);
      }
    }
  });
});
