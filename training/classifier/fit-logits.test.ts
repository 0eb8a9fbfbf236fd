import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { fitLogits } from './fit-logits';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const random = createRandom(5);
const count = 90;
const labels = Array.from({ length: count }, (_, i) => i % 3);
// Three clouds that overlap, far from 0 and of very different widths.
const rows = labels.map((label) =>
  Float32Array.of(
    50 + (label === 0 ? 3 : 0) + 2 * random.gaussian(),
    0.01 * ((label === 1 ? 2 : 0) + random.gaussian()),
    -7,
  ),
);

/** The objective on rows brought to mean 0 and deviation 1, with numbers alone. */
function objective(kernel: number[][], bias: number[], decay: number): number {
  const columns = [0, 1, 2].map((k) => rows.map((row) => row[k]!));
  const stats = columns.map((column) => {
    const mean = column.reduce((s, v) => s + v, 0) / count;
    const variance = column.reduce((s, v) => s + (v - mean) ** 2, 0) / count;
    return { mean, deviation: Math.sqrt(variance) + 1e-6 };
  });
  // Kernels are for rows as given; the decay counts on rows brought to deviation 1.
  const penalty = kernel.flatMap((row, k) => row.map((w) => (w * stats[k]!.deviation) ** 2));
  const loss = rows.reduce((total, row, i) => {
    const logits = bias.map((b, c) => b + row.reduce((s, v, k) => s + v * kernel[k]![c]!, 0));
    const most = Math.max(...logits);
    const sum = logits.reduce((s, v) => s + Math.exp(v - most), 0);
    return total + most + Math.log(sum) - logits[labels[i]!]!;
  }, 0);
  return loss / count + (decay / 2) * penalty.reduce((s, v) => s + v, 0);
}

it('finds the minimum: no small step to any side is better', () => {
  const decay = 0.01;
  const found = fitLogits(rows, labels, 3, decay);
  const kernel = found.kernel.arraySync();
  const bias = found.bias.arraySync();
  const least = objective(kernel, bias, decay);
  const even = objective(
    kernel.map((row) => row.map(() => 0)),
    [0, 0, 0],
    decay,
  );
  expect(even).toBeCloseTo(Math.log(3), 5);
  expect(least).toBeLessThan(0.7 * even);
  const steps = [1e-2, 1, 1e-3];
  for (let c = 0; c < 3; c++) {
    for (const sign of [-1, 1]) {
      for (const k of [0, 1]) {
        const moved = kernel.map((row) => [...row]);
        moved[k]![c]! += sign * steps[k]!;
        // A kernel alone moves all logits by 50 times as much; the bias goes with it.
        const back = bias.map((b, i) => (i === c && k === 0 ? b - sign * steps[k]! * 51 : b));
        expect(objective(moved, back, decay)).toBeGreaterThan(least - 1e-6);
      }
      const shifted = bias.map((b, i) => (i === c ? b + sign * 0.05 : b));
      expect(objective(kernel, shifted, decay)).toBeGreaterThan(least - 1e-6);
    }
  }
});

it('leaves no tensor behind but what it found', () => {
  const before = tf.memory().numTensors;
  const found = fitLogits(rows, labels, 3, 0.1);
  expect(tf.memory().numTensors).toBe(before + 2);
  tf.dispose([found.kernel, found.bias]);
});
