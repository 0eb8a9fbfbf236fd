import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import { createFakeClock, createFakeRung, createMemorySource } from '@/tests/engine/fakes';
import { createFixture, type Fixture } from '@/tests/engine/fixture';
import { pointOf } from '@/tests/engine/points';

import { createEngine } from './core';
import type { EngineStatus } from './engine';
import { ModelFailure } from './model-failure';
import { cellDistance, cellMeans } from './picture';
import { nodeRungs } from './rungs/node';
import type { ModelSource } from './source';
import { failureOf } from './status';

/** Plain JavaScript that computes but, while `onRead` is set, never gives its results out. */
class HangingBackend extends MathBackendCPU {
  readonly name = 'hanging';
  onRead: (() => void) | undefined;
  override read(dataId: object) {
    if (!this.onRead) return super.read(dataId);
    this.onRead();
    return new Promise<never>(() => undefined);
  }
}
const hanging = new HangingBackend();

let fixture: Fixture;
let other: Fixture;

beforeAll(async () => {
  tf.registerBackend(hanging.name, () => hanging);
  tf.copyRegisteredKernels('cpu', hanging.name);
  fixture = await createFixture();
  other = await createFixture('other');
});

const wasm = nodeRungs.filter((rung) => rung.backend === 'wasm');
const cpuEngine = (source: ModelSource = createMemorySource(fixture, other)) =>
  createEngine({ rungs: [createFakeRung('cpu')], source });

describe('createEngine', () => {
  it('draws what the network draws, for every point of a batch', async () => {
    const engine = cpuEngine();
    await engine.load('fixture');
    const { selfCheck } = fixture.card;
    const known = {
      model: 'fixture',
      source: { kind: 'seed' as const, seed: selfCheck.seed },
      mix: selfCheck.mix,
      psi: 1,
    };
    const pictures = await engine.generate([pointOf(1), known, pointOf(2)]);
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [8, 8],
      [8, 8],
      [8, 8],
    ]);
    expect(cellDistance(cellMeans(pictures[1]!, 2), selfCheck.cells)).toBeLessThan(0.01);
    const [again] = await engine.generate([pointOf(2)]);
    expect(again!.data).toEqual(pictures[2]!.data);
    expect(pictures[0]!.data).not.toEqual(pictures[2]!.data);
    await engine.dispose();
  });

  it('draws the same on wasm and on plain JavaScript', async () => {
    const onWasm = createEngine({ rungs: wasm, source: createMemorySource(fixture) });
    const onCpu = cpuEngine();
    const points = [pointOf(3), pointOf(4)];
    const [a, b] = [await onWasm.generate(points), await onCpu.generate(points)];
    expect((await onWasm.start()).backend).toBe('wasm');
    a.forEach(({ data }, i) => {
      const furthest = Math.max(...data.map((level, at) => Math.abs(level - b[i]!.data[at]!)));
      expect(furthest).toBeLessThanOrEqual(1);
    });
    await Promise.all([onWasm.dispose(), onCpu.dispose()]);
  });

  it('keeps the number of tensors over 1,000 frames, and gives all back at the end', async () => {
    const before = tf.memory().numTensors;
    const engine = createEngine({ rungs: wasm, source: createMemorySource(fixture) });
    await engine.generate([pointOf(0)]);
    const afterFirst = await engine.tensorCount();
    for (let seed = 1; seed <= 1000; seed++) await engine.generate([pointOf(seed)]);
    expect(await engine.tensorCount()).toBe(afterFirst);
    await engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }, 300_000);

  it('keeps the number of tensors when models take turns', async () => {
    const ids = ['fixture', 'other', 'third', 'fourth'];
    const fixtures = await Promise.all(ids.map((id) => createFixture(id)));
    const engine = cpuEngine(createMemorySource(...fixtures));
    const round = async () => {
      for (const id of ids) await engine.generate([pointOf(1, id)]);
    };
    await round();
    const afterFirst = await engine.tensorCount();
    await round();
    expect(await engine.tensorCount()).toBe(afterFirst);
    await engine.dispose();
  });

  it('leaves no tensors behind when a model is damaged, and loads it once it is whole', async () => {
    const before = tf.memory().numTensors;
    const whole = createMemorySource(fixture);
    let damaged = true;
    const engine = cpuEngine({
      ...whole,
      async weights(card, onProgress, signal) {
        const bytes = await whole.weights(card, onProgress, signal);
        if (damaged) new Uint8Array(bytes)[100]! ^= 1;
        return bytes;
      },
    });
    await expect(engine.load('fixture')).rejects.toMatchObject({ code: 'weights-corrupt' });
    expect(tf.memory().numTensors).toBe(before);
    damaged = false;
    expect((await engine.load('fixture')).id).toBe('fixture');
    await engine.dispose();
  });

  it('steps down from a back end that draws another picture than the card knows', async () => {
    const cells = fixture.card.selfCheck.cells.map((cell) => cell + 5);
    const strange = {
      ...fixture,
      card: { ...fixture.card, selfCheck: { ...fixture.card.selfCheck, cells } },
    };
    const before = tf.memory().numTensors;
    let asked = 0;
    const source = createMemorySource(strange);
    const engine = createEngine({
      rungs: [createFakeRung('webgl'), createFakeRung('wasm')],
      source: { ...source, card: (...args) => (asked++, source.card(...args)) },
    });
    await expect(engine.load('fixture')).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringMatching(/webgl: its picture is 5 levels off.*wasm: /) as string,
    });
    expect(asked).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
    await engine.dispose();
  });

  it('repeats on the same rung what was asked while the back end was lost', async () => {
    const webgl = createFakeRung('webgl');
    const engine = createEngine({ rungs: [webgl], source: createMemorySource(fixture) });
    const [expected] = await engine.generate([pointOf(5)]);
    const count = await engine.tensorCount();
    webgl.lose('the graphics context was lost');
    const [picture] = await engine.generate([pointOf(5)]);
    expect(picture!.data).toEqual(expected!.data);
    expect(webgl.opened).toBe(2);
    expect(await engine.tensorCount()).toBe(count);
    await engine.dispose();
  });

  it('goes on when a back end is lost in the middle of a drawing and never answers', async () => {
    const webgl = createFakeRung('webgl', undefined, hanging.name);
    const engine = createEngine({
      rungs: [webgl, createFakeRung('cpu')],
      source: createMemorySource(fixture),
    });
    await engine.load('fixture');
    const count = await engine.tensorCount();
    hanging.onRead = () => webgl.lose('the GPU was reset');
    const [picture] = await engine.generate([pointOf(1)]);
    hanging.onRead = undefined;
    expect(await engine.tensorCount()).toBe(count);
    expect(picture!.width).toBe(8);
    expect(webgl.opened).toBe(2);
    expect(await engine.start()).toEqual({
      backend: 'cpu',
      passedOver: [{ backend: 'webgl', reason: 'the GPU was reset' }],
    });
    await engine.dispose();
  });

  it('leaves a back end that hangs without saying that it is lost', async () => {
    const clock = createFakeClock();
    const engine = createEngine({
      rungs: [createFakeRung('webgpu', undefined, hanging.name), createFakeRung('cpu')],
      source: createMemorySource(fixture),
      clock,
    });
    await engine.load('fixture');
    const asked = new Promise<void>((resolve) => (hanging.onRead = resolve));
    const drawing = engine.generate([pointOf(1)]);
    await asked;
    hanging.onRead = undefined;
    clock.advance(30_000);
    expect((await drawing)[0]!.width).toBe(8);
    expect(await engine.start()).toMatchObject({
      backend: 'cpu',
      passedOver: [{ backend: 'webgpu', reason: 'it stopped answering' }],
    });
    expect(clock.pending).toBe(0);
    await engine.dispose();
  });

  it('takes a dragged picture before the rest of a sheet', async () => {
    const engine = cpuEngine();
    await engine.load('fixture');
    const order: string[] = [];
    const sheet = engine
      .generate(Array.from({ length: 9 }, (_, seed) => pointOf(seed)))
      .then(() => order.push('sheet'));
    const frame = engine.generate([pointOf(100)]).then(() => order.push('frame'));
    await Promise.all([sheet, frame]);
    expect(order).toEqual(['frame', 'sheet']);
    await engine.dispose();
  });

  it('tells how it stands: downloading, ready, failed, and ready again', async () => {
    const engine = cpuEngine();
    const seen: EngineStatus['state'][] = [];
    const unsubscribe = engine.subscribe(({ state }) => seen.push(state));
    const progress: number[] = [];
    await engine.load('fixture', ({ receivedBytes }) => progress.push(receivedBytes));
    await engine.generate([pointOf(1)]);
    await expect(engine.load('missing')).rejects.toMatchObject({ code: 'unknown-model' });
    await engine.generate([pointOf(1)]);
    unsubscribe();
    await engine.load('other');
    expect(seen).toEqual([
      'starting',
      'downloading',
      'starting',
      'ready',
      'failed',
      'starting',
      'ready',
    ]);
    expect(progress).toEqual([fixture.card.weights.bytes]);
    await engine.dispose();
  });

  it('fetches a model once, however many ask for it', async () => {
    const source = createMemorySource(fixture);
    let fetched = 0;
    const engine = cpuEngine({
      ...source,
      weights: (...args) => (fetched++, source.weights(...args)),
    });
    await Promise.all([
      engine.load('fixture'),
      engine.generate([pointOf(1)]),
      engine.load('fixture'),
    ]);
    expect(fetched).toBe(1);
    await engine.dispose();
  });

  it('stops a download when asked to, and can start it again', async () => {
    const source = createMemorySource(fixture);
    let stuck = true;
    let begun = () => {};
    const downloading = new Promise<void>((resolve) => (begun = resolve));
    const engine = cpuEngine({
      ...source,
      weights(card, onProgress, signal) {
        if (!stuck) return source.weights(card, onProgress, signal);
        begun();
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        );
      },
    });
    const loading = expect(engine.load('fixture')).rejects.toMatchObject({ code: 'cancelled' });
    await downloading;
    await engine.cancel('fixture');
    await loading;
    stuck = false;
    expect((await engine.load('fixture')).id).toBe('fixture');
    await engine.dispose();
  });

  it('blames whoever asks for what cannot be drawn, and stays ready', async () => {
    const engine = cpuEngine();
    await engine.load('fixture');
    const states: string[] = [];
    engine.subscribe(({ state }) => states.push(state));
    const unknown = { ...pointOf(1), mix: [{ classId: 'nobody', weight: 1 }] };
    await expect(engine.generate([unknown])).rejects.toMatchObject({ code: 'unknown-class' });
    await expect(engine.generate([pointOf(1), pointOf(1, 'other')])).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(await engine.generate([])).toEqual([]);
    expect(states).toEqual(['ready']);
    await engine.dispose();
  });

  it('refuses a model that was renewed, before its weights are fetched, and says to reload', async () => {
    const renewed = { ...fixture, card: { ...fixture.card, version: 2 } };
    const source = createMemorySource(renewed, other);
    const asked: string[] = [];
    const engine = createEngine({
      rungs: [createFakeRung('cpu')],
      source: {
        ...source,
        card: (id, ...rest) => (asked.push(`card of ${id}`), source.card(id, ...rest)),
        weights: (card, ...rest) => (
          asked.push(`weights of ${card.id}`),
          source.weights(card, ...rest)
        ),
      },
      versions: { fixture: 1, other: 1 },
    });
    const states: string[] = [];
    engine.subscribe(({ state }) => states.push(state));
    const refused = { code: 'outdated-point', message: expect.stringMatching(/reload/) as string };
    await expect(engine.generate([pointOf(1)])).rejects.toMatchObject(refused);
    await expect(engine.load('fixture')).rejects.toMatchObject(refused);
    // It stays so as long as the page does: the server need not be asked again.
    expect(asked).toEqual(['card of fixture']);
    expect(await engine.generate([pointOf(1, 'other')])).toHaveLength(1);
    expect(states).not.toContain('failed');
    await engine.dispose();
  });

  it('blames whoever asks for a direction that was measured anew', async () => {
    const engine = cpuEngine();
    await engine.load('fixture');
    const states: string[] = [];
    engine.subscribe(({ state }) => states.push(state));
    const shifted = { ...pointOf(1), shifts: [{ directionId: 'light-00', amount: 1 }] };
    await expect(engine.generate([shifted])).rejects.toMatchObject({ code: 'outdated-point' });
    expect(states).toEqual(['ready']);
    await engine.dispose();
  });

  it('names the model that cannot be had, so that others are not blamed', async () => {
    const engine = cpuEngine();
    const seen: EngineStatus[] = [];
    engine.subscribe((status) => seen.push(status));
    await expect(engine.generate([pointOf(1, 'missing')])).rejects.toBeInstanceOf(ModelFailure);
    const status = seen.at(-1)!;
    expect(status).toMatchObject({ state: 'failed', modelId: 'missing' });
    expect(failureOf(status, 'missing')).toMatch(/no model/);
    expect(failureOf(status)).toMatch(/no model/);
    expect(failureOf(status, 'fixture')).toBeUndefined();
    const gone = {
      state: 'failed',
      code: 'backend-unavailable',
      message: 'Nothing runs.',
    } as const;
    expect(failureOf(gone, 'fixture')).toBe('Nothing runs.');
    await engine.dispose();
  });

  it('refuses work once it is closed', async () => {
    const engine = cpuEngine();
    await engine.dispose();
    await expect(engine.generate([pointOf(1)])).rejects.toBeInstanceOf(SfumatoError);
    await expect(engine.start()).rejects.toMatchObject({ code: 'cancelled' });
  });
});
