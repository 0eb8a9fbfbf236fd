/** Draws pictures on one back end. */
import { fileURLToPath } from 'node:url';

import { createNodeEngine } from '@/lib/engine/node';
import { selectBackend } from '@/training/backends/select';

import { answer } from './child';
import { benchPoints, firstModel } from './points';
import { quantile, spreadOf } from './statistics';

const PICTURES = 200;
const WARM_UP = 10;
const BATCH = 16;
/** A slow back end need not draw them all. */
const LONGEST_MS = 20_000;

await answer(async (backend) => {
  // Makes sure that tfjs knows it.
  const { detail } = await selectBackend(backend);
  const modelsDir = fileURLToPath(new URL('../../public/models', import.meta.url));
  const engine = createNodeEngine({
    modelsDir,
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
  const batches: number[] = [];
  const batchesUntil = performance.now() + LONGEST_MS / 2;
  for (let from = 0; from + BATCH <= PICTURES; from += BATCH) {
    const start = performance.now();
    await engine.generate(points.slice(from, from + BATCH));
    batches.push((performance.now() - start) / BATCH);
    if (performance.now() > batchesUntil) break;
  }
  // The first batch of a size makes room for it.
  const batched = quantile(batches.length > 1 ? batches.slice(1) : batches, 0.5);
  return { figures: { ...spreadOf(times), batched, pictures: times.length }, remark: detail };
});
