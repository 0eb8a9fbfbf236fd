/** Draws pictures on one back end. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createNodeEngine } from '@/lib/engine/node';
import { selectBackend } from '@/training/backends/select';

import { answer } from './child';
import { benchPoints, firstModel } from './points';
import { spreadOf } from './statistics';

const PICTURES = 200;
const WARM_UP = 10;
const BATCH = 16;
/** A slow back end need not draw them all. */
const LONGEST_MS = 20_000;

await answer(async (backend) => {
  const remark = await registered(backend);
  const modelsDir = fileURLToPath(new URL('../../public/models', import.meta.url));
  const engine = createNodeEngine({
    modelsDir: join(modelsDir),
    // To the engine, native TensorFlow is one back end, whatever it runs on.
    backend: backend === 'node-gpu' ? 'node' : (backend as 'node' | 'webgpu' | 'wasm' | 'cpu'),
  });
  const points = benchPoints(PICTURES, firstModel());
  const [one] = points;
  const warmUntil = performance.now() + LONGEST_MS / 4;
  for (let i = 0; i < WARM_UP && (i === 0 || performance.now() < warmUntil); i++) {
    await engine.generate([one!]);
  }

  const times: number[] = [];
  const until = performance.now() + LONGEST_MS;
  for (const point of points) {
    const start = performance.now();
    await engine.generate([point]);
    times.push(performance.now() - start);
    if (performance.now() > until) break;
  }
  await engine.generate(points.slice(0, BATCH));
  const batchStart = performance.now();
  await engine.generate(points.slice(BATCH, 2 * BATCH));
  const batched = (performance.now() - batchStart) / BATCH;
  return { figures: { ...spreadOf(times), batched, pictures: times.length }, remark };
});

/** Makes sure that tfjs knows the back end. @returns what it runs on. */
async function registered(backend: string): Promise<string> {
  return (await selectBackend(backend)).detail;
}
