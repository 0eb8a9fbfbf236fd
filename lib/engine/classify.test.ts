import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Picture } from '@/lib/image/picture';
import { createClassifier } from '@/models/architectures';
import { decodeWeightsFile } from '@/models/weights-file';
import {
  createClassifierFixture,
  noisePicture,
  type ClassifierFixture,
} from '@/tests/engine/classifier-fixture';
import { createFakeRung, createMemorySource } from '@/tests/engine/fakes';
import { createFixture, type Fixture } from '@/tests/engine/fixture';
import { pointOf } from '@/tests/engine/points';

import { classifierInput } from './classifier-input';
import { createEngine } from './core';
import { nodeRungs } from './rungs/node';

let judge: ClassifierFixture;
let generator: Fixture;
beforeAll(async () => {
  judge = await createClassifierFixture();
  generator = await createFixture();
});

const wasm = nodeRungs.filter((rung) => rung.backend === 'wasm');
const cpuEngine = (source = createMemorySource(judge, generator)) =>
  createEngine({ rungs: [createFakeRung('cpu')], source });
const withCard = (changes: Partial<ClassifierFixture['card']>): ClassifierFixture => ({
  ...judge,
  card: { ...judge.card, ...changes },
});

/** What the fixture's network says about a picture, without the engine. */
async function outputs(picture: Picture) {
  await tf.setBackend('cpu');
  const { card, bytes } = judge;
  const network = createClassifier(card.architecture, card.options);
  const { width, height, data } = classifierInput(picture, card.input);
  return tf.tidy(() => {
    const weights = decodeWeightsFile(bytes.slice().buffer, card.weights, network.spec);
    const output = network.apply(weights, tf.tensor4d(data, [1, height, width, 3]));
    const values = (tensor: tf.Tensor) => Array.from(tensor.dataSync());
    return {
      artists: values(output.artists),
      styles: values(output.styles),
      embedding: values(output.embedding),
      known: values(output.known)[0]!,
    };
  });
}

const softmax = (logits: number[], temperature: number) => {
  const powers = logits.map((logit) => Math.exp(logit / temperature));
  return powers.map((power) => power / powers.reduce((sum, p) => sum + p, 0));
};

describe('identify', () => {
  it('gives calibrated probabilities, the most probable first, with names and years', async () => {
    const engine = cpuEngine();
    const picture = noisePicture(150, 100);
    const answer = await engine.identify('judge', picture);
    const expected = await outputs(picture);
    expect(answer).toMatchObject({ model: 'judge', version: 3 });
    const probabilities = softmax(expected.artists, 1.5);
    expect(answer.artists).toHaveLength(3);
    for (const { id, probability } of answer.artists) {
      const index = ['first', 'second', 'third'].indexOf(id);
      expect(probability).toBeCloseTo(probabilities[index]!, 5);
    }
    const sorted = answer.artists.map(({ probability }) => probability);
    expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));
    expect(answer.artists.find(({ id }) => id === 'first')).toMatchObject({
      name: 'First',
      died: 1900,
    });
    expect(answer.artists.find(({ id }) => id === 'second')).not.toHaveProperty('died');
    const styles = softmax(expected.styles, 0.8);
    expect(answer.styles.find(({ id }) => id === 'realism')!.probability).toBeCloseTo(
      styles[1]!,
      5,
    );
    expect(answer.genres.map(({ id }) => id).toSorted()).toEqual(['landscape', 'portrait']);
    await engine.dispose();
  });

  it('says how likely it is none of these, as the card says', async () => {
    const engine = cpuEngine();
    const picture = noisePicture(80, 120);
    const { noneOfThese, artists } = await engine.identify('judge', picture);
    const { artists: logits, known } = await outputs(picture);
    const energy = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    const score = 0.3 - 0.7 * known - 1.1 * artists[0]!.probability + 0.2 * energy;
    expect(noneOfThese).toBeCloseTo(1 / (1 + Math.exp(-score)), 5);
    await engine.dispose();
  });

  it('gives an embedding of length 1', async () => {
    const engine = cpuEngine();
    const picture = noisePicture(90, 90);
    const { embedding } = await engine.identify('judge', picture);
    const expected = (await outputs(picture)).embedding;
    const length = Math.hypot(...expected);
    expected.forEach((value, i) => expect(embedding[i]).toBeCloseTo(value / length, 5));
    await engine.dispose();
  });

  it('says the same on wasm and on plain JavaScript', async () => {
    const onWasm = createEngine({ rungs: wasm, source: createMemorySource(judge) });
    const onCpu = cpuEngine();
    const picture = noisePicture(130, 77);
    const [a, b] = [
      await onWasm.identify('judge', picture),
      await onCpu.identify('judge', picture),
    ];
    expect(a.artists.map(({ id }) => id)).toEqual(b.artists.map(({ id }) => id));
    a.artists.forEach(({ probability }, i) =>
      expect(probability).toBeCloseTo(b.artists[i]!.probability, 4),
    );
    const [heatA, heatB] = [
      await onWasm.explain('judge', picture, 'second'),
      await onCpu.explain('judge', picture, 'second'),
    ];
    heatA.values.forEach((value, i) => expect(value).toBeCloseTo(heatB.values[i]!, 3));
    await Promise.all([onWasm.dispose(), onCpu.dispose()]);
  });

  it('keeps the number of tensors over many pictures of many shapes, and gives all back', async () => {
    const before = tf.memory().numTensors;
    const engine = createEngine({ rungs: wasm, source: createMemorySource(judge) });
    await engine.identify('judge', noisePicture(64, 64));
    const afterFirst = await engine.tensorCount();
    for (let i = 0; i < 150; i++) {
      const picture = noisePicture(40 + i, 60, i);
      await engine.identify('judge', picture);
      if (i % 5 === 0) await engine.explain('judge', picture, 'third');
    }
    expect(await engine.tensorCount()).toBe(afterFirst);
    await engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }, 300_000);

  it('takes turns with a generator', async () => {
    const engine = cpuEngine();
    const picture = noisePicture(64, 64);
    const [answer, [drawn], again] = await Promise.all([
      engine.identify('judge', picture),
      engine.generate([pointOf(1)]),
      engine.identify('judge', picture),
    ]);
    expect(drawn!.width).toBe(8);
    expect(again).toEqual(answer);
    await engine.dispose();
  });

  it('repeats on the same rung what was asked while the back end was lost', async () => {
    const webgl = createFakeRung('webgl');
    const engine = createEngine({ rungs: [webgl], source: createMemorySource(judge) });
    const picture = noisePicture(64, 64);
    const expected = await engine.identify('judge', picture);
    webgl.lose('the graphics context was lost');
    expect(await engine.identify('judge', picture)).toEqual(expected);
    expect(webgl.opened).toBe(2);
    await engine.dispose();
  });

  it('steps down from a back end that answers otherwise than the card knows', async () => {
    const { seed, logits } = judge.card.selfCheck;
    const before = tf.memory().numTensors;
    const range = Math.max(...logits) - Math.min(...logits);
    const strange = withCard({ selfCheck: { seed, logits: logits.map((x, i) => x + i * range) } });
    const engine = cpuEngine(createMemorySource(strange));
    await expect(engine.load('judge')).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringMatching(/cpu: its answer is \d+ % off the known one/) as string,
    });
    expect(tf.memory().numTensors).toBe(before);
    await engine.dispose();
  });

  it('does not ask a generator, nor a classifier for pictures', async () => {
    const engine = cpuEngine();
    const states: string[] = [];
    await engine.load('judge');
    engine.subscribe(({ state }) => states.push(state));
    const picture = noisePicture(64, 64);
    await expect(engine.identify('fixture', picture)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(engine.generate([pointOf(1, 'judge')])).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const empty = { width: 0, height: 0, data: new Uint8ClampedArray(0) };
    await expect(engine.identify('judge', empty)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(new Set(states)).not.toContain('failed');
    await engine.dispose();
  });

  it('refuses a card whose classes are not those of its network', async () => {
    const engine = cpuEngine(createMemorySource(withCard({ styles: [] })));
    await expect(engine.load('judge')).rejects.toMatchObject({ code: 'weights-corrupt' });
    await engine.dispose();
  });
});

describe('explain', () => {
  it('shows where what speaks for an artist lies, between 0 and 1', async () => {
    const engine = cpuEngine();
    // 300 × 100 is cut to 200 × 100, seen as 112 × 48: maps of 7 × 3 and 4 × 2.
    const picture = noisePicture(300, 100);
    const heat = await engine.explain('judge', picture, 'second');
    expect(heat).toMatchObject({ artist: 'second', width: 7, height: 3 });
    expect(heat.region.left).toBeCloseTo(1 / 6);
    expect(heat.region).toMatchObject({ top: 0, height: 1 });
    expect(heat.region.width).toBeCloseTo(2 / 3);
    expect(heat.values).toHaveLength(21);
    expect(Math.max(...heat.values)).toBe(1);
    expect(Math.min(...heat.values)).toBeGreaterThanOrEqual(0);
    await engine.dispose();
  });

  it('is the same right after an identification and on its own', async () => {
    const [first, second] = [cpuEngine(), cpuEngine()];
    const picture = noisePicture(100, 140);
    await first.identify('judge', picture);
    const heat = await first.explain('judge', picture, 'third');
    expect(heat).toEqual(await second.explain('judge', picture, 'third'));
    const other = noisePicture(100, 140, 2);
    expect((await first.explain('judge', other, 'third')).values).not.toEqual(heat.values);
    expect(await first.explain('judge', picture, 'third')).toEqual(heat);
    await Promise.all([first.dispose(), second.dispose()]);
  });

  it('knows only the artists of the card', async () => {
    const engine = cpuEngine();
    const asking = engine.explain('judge', noisePicture(64, 64), 'nobody');
    await expect(asking).rejects.toMatchObject({
      code: 'unknown-class',
      message: expect.stringContaining('nobody') as string,
    });
    await engine.dispose();
  });
});

describe('nearestWorks', () => {
  it('names the nearest works, fetched once', async () => {
    const source = createMemorySource(judge);
    let fetched = 0;
    const engine = cpuEngine({ ...source, works: (...args) => (fetched++, source.works(...args)) });
    const { embedding } = await engine.identify('judge', noisePicture(64, 64));
    expect(fetched).toBe(0);
    const [near, more] = await Promise.all([
      engine.nearestWorks('judge', embedding, 3),
      engine.nearestWorks('judge', embedding, 5),
    ]);
    expect(near).toHaveLength(3);
    expect(more.slice(0, 3)).toEqual(near);
    expect(near[0]!.similarity).toBeGreaterThanOrEqual(near[1]!.similarity);
    expect(near[0]).toMatchObject({ genre: 'Landscape', style: '' });
    expect(fetched).toBe(1);
    await engine.dispose();
  });

  it('names none where a classifier ships none', async () => {
    const { works: _, ...card } = judge.card;
    const engine = cpuEngine(createMemorySource({ ...judge, card }));
    expect(await engine.nearestWorks('judge', new Float32Array(8), 3)).toEqual([]);
    await engine.dispose();
  });

  it('fails alone when the works cannot be fetched, and tries again when asked', async () => {
    const source = createMemorySource(judge);
    let damaged = true;
    const engine = cpuEngine({
      ...source,
      async works(...args) {
        const { file, vectors } = await source.works(...args);
        return { file, vectors: damaged ? vectors.slice(1) : vectors };
      },
    });
    const states: string[] = [];
    const { embedding } = await engine.identify('judge', noisePicture(64, 64));
    engine.subscribe(({ state }) => states.push(state));
    await expect(engine.nearestWorks('judge', embedding, 2)).rejects.toMatchObject({
      code: 'weights-corrupt',
    });
    damaged = false;
    expect(await engine.nearestWorks('judge', embedding, 2)).toHaveLength(2);
    expect(states).toEqual(['ready']);
    await engine.dispose();
  });

  it('can be stopped while the works are on their way', async () => {
    const source = createMemorySource(judge);
    let stuck = true;
    let begun = () => {};
    const underWay = new Promise<void>((resolve) => (begun = resolve));
    const engine = cpuEngine({
      ...source,
      works(card, entry, signal) {
        if (!stuck) return source.works(card, entry, signal);
        begun();
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        );
      },
    });
    const { embedding } = await engine.identify('judge', noisePicture(64, 64));
    const asking = expect(engine.nearestWorks('judge', embedding, 2)).rejects.toMatchObject({
      code: 'cancelled',
    });
    await underWay;
    await engine.cancel('judge');
    await asking;
    stuck = false;
    expect(await engine.nearestWorks('judge', embedding, 2)).toHaveLength(2);
    await engine.dispose();
  });
});
