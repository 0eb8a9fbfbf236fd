/** What may be done with a picture, as its source says it. */
import { SfumatoError } from '@/lib/errors';

/**
 * From free to not: `public-domain` and `cc0` ask for nothing, `by` for a name, `by-sa` for the
 * same terms, `nc` and `nd` forbid selling or changing, `unknown` promises nothing.
 */
export const LICENCES = ['public-domain', 'cc0', 'by', 'by-sa', 'nc', 'nd', 'unknown'] as const;
export type Licence = (typeof LICENCES)[number];

/** What is taken where nothing else is asked for. */
export const OPEN: readonly Licence[] = ['public-domain', 'cc0'];

/** @throws SfumatoError `invalid-input` that lists the names there are. */
export function parseLicences(names: readonly string[]): ReadonlySet<Licence> {
  const widened = new Set<Licence>(OPEN);
  for (const name of names) {
    if (name === 'any') return new Set(LICENCES);
    const known = LICENCES.find((licence) => licence === name);
    if (known === undefined) {
      throw new SfumatoError(
        'invalid-input',
        `There is no licence "${name}". Choose of ${LICENCES.join(', ')}, or any.`,
      );
    }
    widened.add(known);
  }
  return widened;
}

/** Words that take back what the others say, as in "not in the public domain". */
const TAKES_BACK = /\bnot\b(?!-renewed)|\bbut\b|\bcopyrighted\b|\ball-rights-reserved\b/;

/**
 * A licence's short name in words of Creative Commons, e.g. "CC BY-SA 4.0" or "Public domain";
 * `unknown` where that holds in some places only.
 */
export function licenceOf(words: string): Licence {
  const text = words.toLowerCase().replace(/[\s_]+/g, '-');
  if (TAKES_BACK.test(text)) return 'unknown';
  if (/\bnc\b|non-?commercial/.test(text)) return 'nc';
  if (/\bnd\b|no-?deriv/.test(text)) return 'nd';
  if (/\bcc-?0\b|\bcc-?zero\b|publicdomain\/zero/.test(text)) return 'cc0';
  if (/\bsa\b|share-?alike|gfdl/.test(text)) return 'by-sa';
  if (/\bby\b|attribution/.test(text)) return 'by';
  if (/^pd\b|^no-restrictions|public-?domain/.test(text)) return 'public-domain';
  return 'unknown';
}
