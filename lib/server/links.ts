import { SfumatoError } from '@/lib/errors';
import { decodeAnswer, type ClassifierFacts } from '@/lib/identify/code';
import { evaluateArithmetic } from '@/lib/latent/arithmetic';
import {
  decodeArithmetic,
  decodeMessage,
  decodePoint,
  decodeWalk,
  encodePoint,
} from '@/lib/latent/codec';
import type { LatentPoint, Mix } from '@/lib/latent/point';
import { walkDuration } from '@/lib/latent/walk';
import { className, describeMix, percent } from '@/lib/studio/describe';
import { decodeTransfer, type StylizerFacts } from '@/lib/transfer/code';
import type { GeneratorEntry } from '@/models/card';
import { factsOf } from '@/models/facts';
import { classifiers, generators, stylizers } from '@/models/registry';

import type { Preview } from './drawing';
import type { PreviewLine } from './preview';

export type LinkKind = 'point' | 'walk' | 'arithmetic';

/**
 * What stands behind a link, in words and as the one point that pictures it: the
 * point itself, the first picture of a walk, the result of an arithmetic.
 * @param models what the link may speak of
 * @throws SfumatoError as the decoders do.
 */
export function openLink(
  kind: LinkKind,
  code: string,
  models: readonly GeneratorEntry[] = generators,
): Preview {
  const { point, heading, names } = OPENERS[kind](code, models);
  const entry = entryOf(point.model, models);
  return {
    code,
    point,
    pointCode: kind === 'point' ? code : encodePoint(point, models.map(factsOf)),
    title: describeMix(point.mix, entry),
    heading,
    lines: names ? namesOf(names, entry) : sharesOf(point.mix, entry),
  };
}

/** What a page says of the link it was opened with. */
export interface LinkWords {
  readonly kind: LinkKind;
  /** Where links of this kind are opened. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
}

/** A link in words, whatever its kind; undefined when it cannot be opened. */
export function readLink(
  code: string,
  models: readonly GeneratorEntry[] = generators,
): LinkWords | undefined {
  try {
    const { kind } = decodeMessage(code, models.map(factsOf));
    const path = `/${kind === 'point' ? 'p' : kind}/${code}`;
    const { heading, lines } = openLink(kind, code, models);
    return {
      kind,
      path,
      title: heading,
      description: `${lines.map(({ share, name }) => (share ? `${share} ${name}` : name)).join(', ')}.`,
    };
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return undefined;
    throw thrown;
  }
}

interface Known {
  readonly generators: readonly GeneratorEntry[];
  readonly classifiers: readonly ClassifierFacts[];
  readonly stylizers: readonly StylizerFacts[];
}

/**
 * The path that a link is opened at, whatever its kind: also that of an answer or a transfer
 * that its own screen can only say something about. Undefined for codes that are no link.
 */
export function pathOfLink(
  code: string,
  known: Known = { generators, classifiers, stylizers },
): string | undefined {
  const link = readLink(code, known.generators);
  if (link) return link.path;
  if (isOneOf(() => decodeAnswer(code, known.classifiers))) return `/identify/${code}`;
  const catalogue = known.generators.map(factsOf);
  const isTransfer = isOneOf(() => decodeTransfer(code, known.stylizers, catalogue));
  return isTransfer ? `/transfer/${code}` : undefined;
}

/** Whether a code is of the kind that is decoded, readable here or not. */
function isOneOf(decode: () => unknown): boolean {
  try {
    decode();
  } catch (thrown) {
    if (!(thrown instanceof SfumatoError)) throw thrown;
    return thrown.code !== 'invalid-code' && thrown.code !== 'unknown-version';
  }
  return true;
}

interface Opened {
  readonly point: LatentPoint;
  readonly heading: string;
  /** Ids of the classes to name; without them the point's own mix is told. */
  readonly names?: readonly string[];
}

const OPENERS: Record<LinkKind, (code: string, models: readonly GeneratorEntry[]) => Opened> = {
  point: (code, models) => ({
    point: decodePoint(code, models.map(factsOf)),
    heading: 'A generated picture',
  }),
  walk(code, models) {
    const walk = decodeWalk(code, models.map(factsOf));
    const [first] = walk.keyframes;
    if (!first) throw new SfumatoError('invalid-code', 'This walk is empty.');
    const count = walk.keyframes.length;
    const seconds = Math.round(walkDuration(walk));
    const ids = walk.keyframes.flatMap(({ point }) => point.mix.map(({ classId }) => classId));
    return {
      point: first.point,
      heading:
        count === 1
          ? 'A walk that begins here'
          : `A walk through ${count} generated pictures, ${seconds} seconds`,
      names: [...new Set(ids)],
    };
  },
  arithmetic(code, models) {
    const arithmetic = decodeArithmetic(code, models.map(factsOf));
    const { a, b, c } = arithmetic;
    const [first] = [...a, ...b, ...c];
    if (!first) throw new SfumatoError('invalid-code', 'This arithmetic is empty.');
    if ([a, b, c].some((tile) => tile.length === 0)) {
      // Half an expression can be sent, too: its first picture stands for it.
      return { point: first, heading: 'A − B + C, yet to be finished' };
    }
    return {
      point: evaluateArithmetic(arithmetic, factsOf(entryOf(first.model, models))),
      heading: 'A − B + C of generated pictures',
    };
  },
};

function entryOf(model: string, models: readonly GeneratorEntry[]): GeneratorEntry {
  const entry = models.find(({ id }) => id === model);
  if (!entry) throw new SfumatoError('unknown-model', 'The model of this link is not here.');
  return entry;
}

/** Each class of a mix with its share, the greatest first. */
function sharesOf(mix: Mix, entry: GeneratorEntry): PreviewLine[] {
  return [...mix]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_LINES)
    .map(({ classId, weight }) => ({
      ...(weight === 1 ? {} : { share: percent(weight) }),
      name: className(classId, entry),
    }));
}

function namesOf(ids: readonly string[], entry: GeneratorEntry): PreviewLine[] {
  const lines = ids.map((id) => ({ name: className(id, entry) }));
  if (lines.length <= MAX_LINES) return lines;
  const shown = MAX_LINES - 1;
  return [...lines.slice(0, shown), { name: `and ${lines.length - shown} more` }];
}

/** As many names as there is room for. */
const MAX_LINES = 4;
