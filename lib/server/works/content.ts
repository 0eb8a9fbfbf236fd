import { evaluateArithmetic, type Arithmetic } from '@/lib/latent/arithmetic';
import { decodeMessage, type Message } from '@/lib/latent/codec';
import type { LinkKind } from '@/lib/latent/link-kinds';
import { blendMixes, WEIGHT_STEPS } from '@/lib/latent/mix';
import type { Mix } from '@/lib/latent/point';
import type { GeneratorEntry } from '@/models/card';
import { factsOf } from '@/models/facts';

import { nameOfClass } from '../class-names';
import { kindOfCode, openLink } from '../links';
import { readCard } from '../model-cards';
import { openTransfer } from '../transfer-link';

/** What follows from a work's code and is kept beside it, so that works can be found by it. */
export interface WorkContent {
  readonly kind: LinkKind;
  readonly model: string;
  readonly modelVersion: number;
  /** The code of what pictures the work: a point, or the transfer itself. */
  readonly pictureCode: string;
  /**
   * Shares of classes in thousandths, which sum to 1000 or, where a transfer also has styles of
   * nobody known here, to less; empty for a model without classes.
   */
  readonly classes: readonly { readonly classId: string; readonly weight: number }[];
  /** The classes' names as people know them. */
  readonly names: readonly string[];
}

/**
 * Reads a code. The mix of a walk is the mean of its keyframes; that of an arithmetic is
 * its result's, or its first picture's while it is unfinished; that of a transfer is its
 * painters', each with the share of their styles.
 * @throws SfumatoError as `kindOfCode` and `openTransfer` do.
 */
export function readContent(code: string, models: readonly GeneratorEntry[]): WorkContent {
  if (kindOfCode(code, models) === 'transfer') return readTransfer(code, models);
  const message = decodeMessage(code, models.map(factsOf));
  const { point, pointCode } = openLink(message.kind, code, models);
  const entry = models.find(({ id }) => id === point.model)!;
  const classes = inThousandths(mixOf(message, entry));
  return {
    kind: message.kind,
    model: entry.id,
    modelVersion: entry.version,
    pictureCode: pointCode,
    classes,
    names: classes.map(({ classId }) => entry.classes.find(({ id }) => id === classId)!.name),
  };
}

function readTransfer(code: string, models: readonly GeneratorEntry[]): WorkContent {
  const { painting, styles } = openTransfer(code, models);
  const shares = new Map<string, number>();
  for (const { share, mix } of styles) {
    for (const { classId, weight } of mix) {
      shares.set(classId, (shares.get(classId) ?? 0) + share * weight);
    }
  }
  const mix = [...shares].map(([classId, weight]) => ({ classId, weight }));
  const { id, version } = readCard('stylizer', painting.model);
  return {
    kind: 'transfer',
    model: id,
    modelVersion: version,
    pictureCode: code,
    classes: inThousandths(mix).filter(({ weight }) => weight > 0),
    names: [...styles.map(({ name }) => name), ...mix.map(({ classId }) => nameOfClass(classId))],
  };
}

function inThousandths(mix: Mix): WorkContent['classes'] {
  return mix.map(({ classId, weight }) => ({
    classId,
    weight: Math.round(weight * WEIGHT_STEPS),
  }));
}

function mixOf(message: Message, entry: GeneratorEntry): Mix {
  switch (message.kind) {
    case 'point':
      return message.point.mix;
    case 'walk':
      return blendMixes(message.walk.keyframes.map(({ point: { mix } }) => ({ mix, weight: 1 })));
    case 'arithmetic':
      return isFinished(message.arithmetic)
        ? evaluateArithmetic(message.arithmetic, factsOf(entry)).mix
        : Object.values(message.arithmetic).flat()[0]!.mix;
    default:
      return message satisfies never;
  }
}

function isFinished({ a, b, c }: Arithmetic): boolean {
  return [a, b, c].every((tile) => tile.length > 0);
}
