import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  createClassifierFixture,
  noisePicture,
  type ClassifierFixture,
} from '@/tests/engine/classifier-fixture';
import { createFixture, type Fixture } from '@/tests/engine/fixture';
import { pointOf } from '@/tests/engine/points';

import { createNodeEngine } from './node';

let modelsDir: string;
let fixture: Fixture;
let judge: ClassifierFixture;

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'sfumato-models-'));
  fixture = await createFixture();
  const folder = join(modelsDir, 'fixture');
  await mkdir(folder);
  await writeFile(join(folder, 'card.json'), JSON.stringify(fixture.card));
  await writeFile(join(folder, fixture.card.weights.file), fixture.bytes);
  judge = await createClassifierFixture();
  const judgeFolder = join(modelsDir, 'judge');
  await mkdir(judgeFolder);
  await writeFile(join(judgeFolder, 'card.json'), JSON.stringify(judge.card));
  await writeFile(join(judgeFolder, judge.card.weights.file), judge.bytes);
  for (const { name, content } of judge.works.files) {
    await writeFile(join(judgeFolder, name), content);
  }
  const bare = join(modelsDir, 'bare');
  await mkdir(bare);
  await writeFile(join(bare, 'card.json'), JSON.stringify({ ...fixture.card, id: 'bare' }));
});
afterAll(() => rm(modelsDir, { recursive: true }));

describe('createNodeEngine', () => {
  it('reads a model from its folder and draws with it on wasm', async () => {
    const engine = createNodeEngine({ modelsDir });
    expect((await engine.load('fixture')).title).toBe('Fixture');
    const [picture] = await engine.generate([pointOf(1)]);
    expect(picture).toMatchObject({ width: 8, height: 8 });
    expect(await engine.start()).toEqual({
      backend: 'wasm',
      passedOver: [
        { backend: 'node', reason: 'it is not registered in this process' },
        { backend: 'webgpu', reason: 'it is not registered in this process' },
      ],
    });
    await engine.dispose();
  });

  it('reads a classifier and its works from their folder', async () => {
    const engine = createNodeEngine({ modelsDir, backend: 'wasm' });
    const { embedding, artists } = await engine.identify('judge', noisePicture(60, 80));
    expect(artists).toHaveLength(3);
    expect(await engine.nearestWorks('judge', embedding, 4)).toHaveLength(4);
    await engine.dispose();
  });

  it('says when works are damaged or missing', async () => {
    const { name, content } = judge.works.files[1];
    const file = join(modelsDir, 'judge', name);
    const ask = async () => {
      const engine = createNodeEngine({ modelsDir, backend: 'cpu' });
      const asking = engine.nearestWorks('judge', new Float32Array(8), 1);
      return asking.finally(() => engine.dispose());
    };
    await writeFile(
      file,
      content.map((byte) => byte ^ 1),
    );
    await expect(ask()).rejects.toMatchObject({ code: 'weights-corrupt' });
    await rm(file);
    await expect(ask()).rejects.toMatchObject({
      code: 'weights-corrupt',
      message: expect.stringContaining(name) as string,
    });
    await writeFile(file, content);
    expect(await ask()).toHaveLength(1);
  });

  it('uses the back end it is told to use, or none', async () => {
    const engine = createNodeEngine({ modelsDir, backend: 'cpu' });
    expect(await engine.start()).toEqual({ backend: 'cpu', passedOver: [] });
    await engine.dispose();
    const missing = createNodeEngine({ modelsDir, backend: 'node' });
    await expect(missing.start()).rejects.toMatchObject({ code: 'backend-unavailable' });
  });

  it('draws in larger batches on a native back end that is registered', async () => {
    const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu');
    tf.registerBackend('tensorflow', () => new MathBackendCPU());
    tf.copyRegisteredKernels('cpu', 'tensorflow');
    const native = createNodeEngine({ modelsDir });
    const cpu = createNodeEngine({ modelsDir, backend: 'cpu' });
    const points = Array.from({ length: 20 }, (_, seed) => pointOf(seed));
    const [a, b] = [await native.generate(points), await cpu.generate(points)];
    expect((await native.start()).backend).toBe('node');
    expect(a).toEqual(b);
    await Promise.all([native.dispose(), cpu.dispose()]);
    tf.removeBackend('tensorflow');
  });

  it('leaves no handlers that end the process', async () => {
    const engine = createNodeEngine({ modelsDir, backend: 'wasm' });
    await engine.generate([pointOf(1)]);
    const sources = process.rawListeners('unhandledRejection').map(String);
    expect(sources.filter((source) => /throw \w+/.test(source))).toEqual([]);
    await engine.dispose();
  });

  it('says which model is not there, and looks nowhere else for it', async () => {
    const engine = createNodeEngine({ modelsDir });
    for (const id of ['missing', '../fixture', 'fixture/../fixture', '/etc/passwd', '']) {
      await expect(engine.load(id)).rejects.toMatchObject({ code: 'unknown-model' });
    }
    await engine.dispose();
  });

  it('says which file of a model is missing', async () => {
    const engine = createNodeEngine({ modelsDir });
    await expect(engine.load('bare')).rejects.toMatchObject({
      code: 'weights-corrupt',
      message: expect.stringContaining(fixture.card.weights.file) as string,
    });
    await engine.dispose();
  });
});
