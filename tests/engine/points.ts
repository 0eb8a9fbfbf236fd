import type { LatentPoint } from '@/lib/latent/point';

/** A point of the fixture's kind of model. */
export function pointOf(seed: number, model = 'fixture'): LatentPoint {
  return {
    model,
    source: { kind: 'seed', seed },
    mix: [
      { classId: 'first', weight: 0.25 },
      { classId: 'second', weight: 0.75 },
    ],
    psi: 0.8,
  };
}
