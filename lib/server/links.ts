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
import { pathOfCode, type LinkKind } from '@/lib/latent/link-kinds';
import type { LatentPoint, Mix } from '@/lib/latent/point';
import { walkDuration } from '@/lib/latent/walk';
import { className, describeMix, percent } from '@/lib/studio/describe';
import { decodeTransfer, isTransferCode } from '@/lib/transfer/code';
import type { GeneratorEntry } from '@/models/card';
import { factsOf } from '@/models/facts';
import { classifiers, generators, stylizers } from '@/models/registry';

import type { Preview } from './drawing';
import { readCard } from './model-cards';
import type { Painting } from './paint-transfer';
import type { PreviewLine } from './preview';
import { openTransfer } from './transfer-link';

/**
 * What a code is of.
 * @throws SfumatoError as `decodeMessage` and `decodeTransfer` do.
 */
export function kindOfCode(code: string, models: readonly GeneratorEntry[] = generators): LinkKind {
  const catalogue = models.map(factsOf);
  if (!isTransferCode(code)) return decodeMessage(code, catalogue).kind;
  decodeTransfer(code, stylizers, catalogue);
  return 'transfer';
}

/**
 * A picture by its code: of a point, or of a transfer, which is pictured by what it makes of
 * the first picture of the first generator.
 * @throws SfumatoError as the decoders do; `invalid-code` for a code of another kind.
 */
export function openPicture(code: string): Preview {
  return openLink(isTransferCode(code) ? 'transfer' : 'point', code);
}

/**
 * What stands behind a link, in words and as the one picture of it: the point itself, the
 * first picture of a walk, the result of an arithmetic, a generated picture in the styles of
 * a transfer.
 * @param models what the link may speak of
 * @throws SfumatoError as the decoders do.
 */
export function openLink(
  kind: LinkKind,
  code: string,
  models: readonly GeneratorEntry[] = generators,
): Preview {
  const { point, heading, title, lines, painting } = OPENERS[kind](code, models);
  return {
    ...{ code, point, title, heading, lines },
    pointCode: kind === 'point' ? code : encodePoint(point, models.map(factsOf)),
    ...(painting && { painting }),
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
    const kind = kindOfCode(code, models);
    const path = pathOfCode(kind, code);
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
}

/**
 * The path that a link is opened at, whatever its kind: also that of an answer or a transfer
 * that its own screen can only say something about. Undefined for codes that are no link.
 */
export function pathOfLink(
  code: string,
  known: Known = { generators, classifiers },
): string | undefined {
  const link = readLink(code, known.generators);
  if (link) return link.path;
  if (isOneOf(() => decodeAnswer(code, known.classifiers))) return `/identify/${code}`;
  return isTransferCode(code) ? pathOfCode('transfer', code) : undefined;
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
  readonly title: string;
  readonly lines: readonly PreviewLine[];
  readonly painting?: Painting;
}

const OPENERS: Record<LinkKind, (code: string, models: readonly GeneratorEntry[]) => Opened> = {
  point: (code, models) =>
    told(decodePoint(code, models.map(factsOf)), 'A generated picture', models),
  walk(code, models) {
    const walk = decodeWalk(code, models.map(factsOf));
    const [first] = walk.keyframes;
    if (!first) throw new SfumatoError('invalid-code', 'This walk is empty.');
    const count = walk.keyframes.length;
    const seconds = Math.round(walkDuration(walk));
    const ids = walk.keyframes.flatMap(({ point }) => point.mix.map(({ classId }) => classId));
    const heading =
      count === 1
        ? 'A walk that begins here'
        : `A walk through ${count} generated pictures, ${seconds} seconds`;
    const entry = entryOf(first.point.model, models);
    const names = [...new Set(ids)].map((id) => ({ name: className(id, entry) }));
    return { ...told(first.point, heading, models), lines: fewOf(names) };
  },
  arithmetic(code, models) {
    const arithmetic = decodeArithmetic(code, models.map(factsOf));
    const { a, b, c } = arithmetic;
    const [first] = [...a, ...b, ...c];
    if (!first) throw new SfumatoError('invalid-code', 'This arithmetic is empty.');
    if ([a, b, c].some((tile) => tile.length === 0)) {
      // Half an expression can be sent, too: its first picture stands for it.
      return told(first, 'A − B + C, yet to be finished', models);
    }
    const result = evaluateArithmetic(arithmetic, factsOf(entryOf(first.model, models)));
    return told(result, 'A − B + C of generated pictures', models);
  },
  transfer(code, models) {
    const { painting, styles } = openTransfer(code, models);
    const [generator] = models;
    if (!generator) throw new SfumatoError('unknown-model', 'There is no picture to paint here.');
    const lines = [...styles]
      .sort((a, b) => b.share - a.share)
      .map(({ share, name }) => ({
        ...(styles.length === 1 ? {} : { share: percent(Math.round(share * 100) / 100) }),
        name,
      }));
    const words = lines.map(({ share, name }) => (share ? `${share} ${name}` : name)).join(', ');
    return {
      point: openingOf(generator),
      title: `In the style of ${words}`,
      heading:
        styles.length === 1
          ? 'A style to paint in'
          : `A mix of ${styles.length} styles to paint in`,
      lines: fewOf(lines),
      painting,
    };
  },
};

/** A point told by its own mix. */
function told(point: LatentPoint, heading: string, models: readonly GeneratorEntry[]): Opened {
  const entry = entryOf(point.model, models);
  const title = describeMix(point.mix, entry);
  return { point, heading, title, lines: sharesOf(point.mix, entry) };
}

/** The picture that a generator is first seen with. */
function openingOf({ id }: GeneratorEntry): LatentPoint {
  const { seed, mix, psi } = readCard('generator', id).opening;
  return { model: id, source: { kind: 'seed', seed }, mix, psi };
}

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

function fewOf(lines: readonly PreviewLine[]): readonly PreviewLine[] {
  if (lines.length <= MAX_LINES) return lines;
  const shown = MAX_LINES - 1;
  return [...lines.slice(0, shown), { name: `and ${lines.length - shown} more` }];
}

/** As many names as there is room for. */
const MAX_LINES = 4;
