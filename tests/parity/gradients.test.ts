/**
 * The same training step gives the same gradients everywhere: `cpu` against numeric
 * differences, and every other back end that is present against `cpu`.
 *
 * By default a software renderer does not count as a `webgpu`. To test one, or only
 * some back ends, name them: PARITY_BACKENDS=webgpu npx vitest run tests/parity
 */
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { probeBackends, selectBackend } from '@/training/backends/select';

import { differentiate, lossMoved, STEPS, type StepResult } from './steps';

/** Largest difference from `cpu`, as a part of the largest number in the same gradient. */
const TOLERANCE = 1e-4;
/** Differences below this part of the largest number in all gradients are rounding. */
const FLOOR = 1e-5;

/** Weights of a step, spread evenly, whose gradients are checked numerically. */
const CHECKED = 10;

/**
 * How far weights are moved for a numeric slope. Rectifiers that bend on both sides ask for
 * less; the less, the more of the difference is rounding of a 32-bit loss.
 */
const REACHES = [2.5e-4, 1e-4, 5e-5];

const asked = process.env.PARITY_BACKENDS?.split(',');
const probes = await probeBackends(asked);
const present = probes.filter((probe) => probe.available);

describe('cpu', () => {
  beforeAll(async () => {
    await selectBackend('cpu');
  });

  for (const step of STEPS) {
    it(`${step.name}: the gradient is the slope of the loss`, async () => {
      const { gradients } = await differentiate(step);
      const random = createRandom(5);
      const every = Math.ceil(Object.keys(gradients).length / CHECKED);
      const checked = Object.entries(gradients).filter((_, i) => i % every === 0);
      for (const [name, gradient] of checked) {
        const length = Math.hypot(...gradient);
        // Half along the gradient, so that there is a slope, half anywhere.
        const noise = Float32Array.from(gradient, () => random.gaussian());
        const noiseLength = Math.hypot(...noise);
        const direction = noise.map((n, i) => n / noiseLength + gradient[i]! / (length || 1));
        const expected = direction.reduce((sum, d, i) => sum + d * gradient[i]!, 0);
        const tolerance = 0.02 * Math.abs(expected) + 5e-4;
        const here = await lossMoved(step, name, direction, 0);
        let distance = Infinity;
        for (const reach of REACHES) {
          const ahead = await lossMoved(step, name, direction, reach);
          const behind = await lossMoved(step, name, direction, -reach);
          // A rectifier that bends within reach spoils the slope on its side, and so the mean.
          const slopes = [ahead - here, here - behind, (ahead - behind) / 2].map((d) => d / reach);
          distance = Math.min(...slopes.map((slope) => Math.abs(slope - expected)));
          if (distance < tolerance) break;
        }
        expect(distance, name).toBeLessThan(tolerance);
      }
    });
  }
});

describe('every back end that is present', () => {
  const reference = new Map<string, StepResult>();

  beforeAll(async () => {
    const lines = probes.map((probe) =>
      probe.available
        ? `  ${probe.name}: ${probe.detail}`
        : `  ${probe.name}: absent. ${probe.reason}`,
    );
    process.stdout.write(`Gradient parity, back ends:\n${lines.join('\n')}\n`);
    await selectBackend('cpu');
    for (const step of STEPS) reference.set(step.name, await differentiate(step));
  });

  it('includes cpu and wasm, which are always there', () => {
    const names = present.map((probe) => probe.name);
    expect(names).toEqual(expect.arrayContaining(asked ?? ['wasm', 'cpu']));
  });

  for (const { name } of present.filter((probe) => probe.name !== 'cpu')) {
    for (const step of STEPS) {
      it(`${name} agrees with cpu on ${step.name}`, async () => {
        await selectBackend(name);
        const expected = reference.get(step.name)!;
        const actual = await differentiate(step);
        expect(Math.abs(actual.loss - expected.loss)).toBeLessThan(
          TOLERANCE * Math.abs(expected.loss),
        );
        const largest = Math.max(...Object.values(expected.gradients).map(peak));
        for (const [weight, gradient] of Object.entries(expected.gradients)) {
          const difference = peak(gradient.map((g, i) => g - actual.gradients[weight]![i]!));
          expect(difference, weight).toBeLessThan(TOLERANCE * peak(gradient) + FLOOR * largest);
        }
      });
    }
  }
});

function peak(values: Float32Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
