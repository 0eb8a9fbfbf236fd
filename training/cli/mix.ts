import { InvalidArgumentError } from 'commander';

import { createMix } from '@/lib/latent/mix';
import type { Mix } from '@/lib/latent/point';

/** `vincent-van-gogh=0.7,claude-monet=0.3`, or `claude-monet` alone; weights are brought to a sum of 1. */
export function parseMix(text: string): Mix {
  const entries = text.split(',').map((part) => {
    const [classId = '', weight = '1', ...rest] = part.split('=').map((s) => s.trim());
    const value = Number(weight);
    if (
      classId === '' ||
      rest.length > 0 ||
      weight === '' ||
      !(value >= 0 && Number.isFinite(value))
    ) {
      throw new InvalidArgumentError('It must look like "vincent-van-gogh=0.7,claude-monet=0.3".');
    }
    return { classId, weight: value };
  });
  try {
    return createMix(entries);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
