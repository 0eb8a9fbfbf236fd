/** The metrics by the names that `evaluate generator --only` takes. */
import { SfumatoError } from '@/lib/errors';

export const FAMILIES = [
  'fd-m',
  'kid-m',
  'scores',
  'precision-recall',
  'parzen',
  'path-length',
  'class-accuracy',
  'blend-fidelity',
  'memorisation',
] as const;

export type Family = (typeof FAMILIES)[number];

/** @throws SfumatoError `invalid-input` that lists the names there are. */
export function parseFamilies(names: readonly string[]): ReadonlySet<Family> {
  const known = new Set<Family>();
  for (const name of names) {
    const family = FAMILIES.find((candidate) => candidate === name);
    if (!family) {
      throw new SfumatoError(
        'invalid-input',
        `There is no metric "${name}". Choose of ${FAMILIES.join(', ')}.`,
      );
    }
    known.add(family);
  }
  return known.size > 0 ? known : new Set(FAMILIES);
}
