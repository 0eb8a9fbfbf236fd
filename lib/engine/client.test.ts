import { describe, expect, it } from 'vitest';

import type { HeatMap, Identification } from '@/lib/identify/answer';
import type { Picture } from '@/lib/image/picture';
import { pointOf } from '@/tests/engine/points';

import { createClient, type Spawn } from './client';
import type { EngineStatus } from './engine';
import type { EngineWorker, Reply } from './protocol';

const report = { backend: 'wasm' as const, passedOver: [] };
const picture: Picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const never = () => new Promise<never>(() => undefined);

/** Workers that answer as the test says, and can be made to die. */
function createWorkers(...behaviours: Partial<Omit<EngineWorker, 'open'>>[]) {
  const spawned: { on: Parameters<Spawn>[0]; terminated: boolean }[] = [];
  const spawn: Spawn = (on) => {
    const worker = { on, terminated: false };
    const behaviour = behaviours[Math.min(spawned.length, behaviours.length - 1)];
    spawned.push(worker);
    return {
      remote: {
        start: async () => ({ ok: true, value: report }),
        load: never,
        cancel: async () => ({ ok: true, value: undefined }),
        generate: async () => ({ ok: true, value: [picture] }),
        identify: never,
        explain: never,
        nearestWorks: never,
        encodeStyle: never,
        paint: never,
        measureStyle: never,
        tensorCount: async () => ({ ok: true, value: 3 }),
        ...behaviour,
      },
      terminate: () => (worker.terminated = true),
    };
  };
  return { spawn, spawned };
}

const offline: Reply<never> = { ok: false, code: 'download-failed', message: 'Offline.' };

describe('createClient', () => {
  it('starts no worker before it is asked for something, and then one', async () => {
    const { spawn, spawned } = createWorkers({});
    const engine = createClient(spawn);
    expect(spawned).toHaveLength(0);
    expect(await engine.start()).toEqual(report);
    expect(await engine.generate([pointOf(1)])).toEqual([picture]);
    expect(await engine.tensorCount()).toBe(3);
    expect(spawned).toHaveLength(1);
  });

  it('throws the error that the worker sent, code included', async () => {
    const { spawn } = createWorkers({
      generate: async () => ({ ok: false, code: 'unknown-class', message: 'Nobody.' }),
    });
    await expect(createClient(spawn).generate([pointOf(1)])).rejects.toMatchObject({
      name: 'SfumatoError',
      code: 'unknown-class',
      message: 'Nobody.',
    });
  });

  it('asks about pictures and leaves them with whoever asked', async () => {
    const asked: unknown[] = [];
    const answer = { model: 'judge' } as Identification;
    const heat = { artist: 'first' } as HeatMap;
    const { spawn } = createWorkers({
      identify: async (...question) => (asked.push(question), { ok: true, value: answer }),
      explain: async (...question) => (asked.push(question), { ok: true, value: heat }),
      nearestWorks: async (...question) => (asked.push(question), { ok: true, value: [] }),
    });
    const engine = createClient(spawn);
    const embedding = new Float32Array(2);
    expect(await engine.identify('judge', picture)).toBe(answer);
    expect(await engine.explain('judge', picture, 'first')).toBe(heat);
    expect(await engine.nearestWorks('judge', embedding, 3)).toEqual([]);
    expect(asked).toEqual([
      ['judge', picture],
      ['judge', picture, 'first'],
      ['judge', embedding, 3],
    ]);
    expect(picture.data.byteLength).toBe(4);
  });

  it('asks again in a new worker when the first one dies', async () => {
    const { spawn, spawned } = createWorkers({ generate: never }, {});
    const engine = createClient(spawn);
    const drawing = engine.generate([pointOf(1)]);
    spawned[0]!.on.crash(new Error('out of memory'));
    expect(await drawing).toEqual([picture]);
    expect(spawned.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('repeats everything that waited for the worker that died', async () => {
    const { spawn, spawned } = createWorkers({ generate: never, start: never }, {});
    const engine = createClient(spawn);
    const asked = Promise.all([engine.start(), engine.generate([pointOf(1)])]);
    spawned[0]!.on.crash(undefined);
    expect(await asked).toEqual([report, [picture]]);
    expect(spawned).toHaveLength(2);
  });

  it('gives a clear error when the second worker dies, too, and tries again when asked', async () => {
    const { spawn, spawned } = createWorkers({ generate: never }, { generate: never }, {});
    const engine = createClient(spawn);
    const statuses: EngineStatus[] = [];
    engine.subscribe((status) => statuses.push(status));
    const failing = expect(engine.generate([pointOf(1)])).rejects.toMatchObject({
      code: 'context-lost',
    });
    spawned[0]!.on.crash(undefined);
    await new Promise((resolve) => setImmediate(resolve));
    spawned[1]!.on.crash(undefined);
    await failing;
    expect(statuses.at(-1)).toMatchObject({ state: 'failed', code: 'context-lost' });
    expect(await engine.generate([pointOf(1)])).toEqual([picture]);
  });

  it('tries a failed fetch of code in a new worker', async () => {
    const { spawn, spawned } = createWorkers({ start: async () => offline }, {});
    const engine = createClient(spawn);
    await expect(engine.start()).rejects.toMatchObject({ code: 'download-failed' });
    expect(spawned[0]!.terminated).toBe(true);
    expect(await engine.start()).toEqual(report);
  });

  it('keeps a worker when it is the files of a model that cannot be fetched', async () => {
    const { spawn, spawned } = createWorkers({
      load: async () => ({ ...offline, modelId: 'one' }),
    });
    const engine = createClient(spawn);
    await expect(engine.load('one')).rejects.toMatchObject({ modelId: 'one' });
    expect(await engine.start()).toEqual(report);
    expect(spawned).toHaveLength(1);
  });

  it('keeps a worker that has drawn when a further model cannot be fetched', async () => {
    const { spawn, spawned } = createWorkers({ load: async () => offline });
    const engine = createClient(spawn);
    await engine.start();
    spawned[0]!.on.status({ state: 'ready', report });
    await expect(engine.load('other')).rejects.toMatchObject({ code: 'download-failed' });
    await engine.start();
    expect(spawned).toHaveLength(1);
  });

  it('passes on progress of the model asked for, and the status to all', async () => {
    let answer = (_: Reply<never>) => {};
    const { spawn, spawned } = createWorkers({
      load: () => new Promise((resolve) => (answer = resolve)),
    });
    const engine = createClient(spawn);
    const states: string[] = [];
    const unsubscribe = engine.subscribe(({ state }) => states.push(state));
    const received: number[] = [];
    const loading = engine.load('mine', ({ receivedBytes }) => received.push(receivedBytes));
    const tell = (modelId: string, receivedBytes: number) =>
      spawned[0]!.on.status({
        state: 'downloading',
        progress: { modelId, receivedBytes, totalBytes: 9 },
      });
    tell('mine', 1);
    tell('other', 2);
    tell('mine', 3);
    answer(offline);
    await expect(loading).rejects.toThrow('Offline.');
    expect(received).toEqual([1, 3]);
    unsubscribe();
    expect(states).toEqual(['starting', 'downloading', 'downloading', 'downloading', 'failed']);
  });

  it('hears nothing any more from a worker that was given up', async () => {
    const { spawn, spawned } = createWorkers({ start: never }, {});
    const engine = createClient(spawn);
    const states: string[] = [];
    const starting = engine.start();
    spawned[0]!.on.crash(undefined);
    await starting;
    engine.subscribe(({ state }) => states.push(state));
    spawned[0]!.on.status({ state: 'ready', report });
    spawned[0]!.on.crash(undefined);
    expect(states).toEqual(['starting']);
    expect(spawned[1]!.terminated).toBe(false);
  });

  it('ends its worker when it is closed, and whoever still waits', async () => {
    const { spawn, spawned } = createWorkers({ generate: never });
    const engine = createClient(spawn);
    const drawing = expect(engine.generate([pointOf(1)])).rejects.toMatchObject({
      code: 'cancelled',
    });
    await engine.dispose();
    await drawing;
    expect(spawned[0]!.terminated).toBe(true);
    await expect(engine.start()).rejects.toMatchObject({ code: 'cancelled' });
    expect(spawned).toHaveLength(1);
  });
});
