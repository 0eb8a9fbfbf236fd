import { evaluateArithmetic, type Arithmetic } from '@/lib/latent/arithmetic';
import { decodeMessage, type Message } from '@/lib/latent/codec';
import { blendMixes, WEIGHT_STEPS } from '@/lib/latent/mix';
import type { Mix } from '@/lib/latent/point';
import type { GeneratorEntry } from '@/models/card';
import { factsOf } from '@/models/facts';

import { openLink } from '../links';

/** What follows from a work's code and is kept beside it, so that works can be found by it. */
export interface WorkContent {
  readonly kind: Message['kind'];
  readonly model: string;
  readonly modelVersion: number;
  /** The code of the point that pictures the work. */
  readonly pictureCode: string;
  /** Shares of classes in thousandths, which sum to 1000; empty for a model without classes. */
  readonly classes: readonly { readonly classId: string; readonly weight: number }[];
  /** The classes' names as people know them. */
  readonly names: readonly string[];
}

/**
 * Reads a code. The mix of a walk is the mean of its keyframes; that of an arithmetic is
 * its result's, or its first picture's while it is unfinished.
 * @throws SfumatoError as `decodeMessage` does.
 */
export function readContent(code: string, models: readonly GeneratorEntry[]): WorkContent {
  const message = decodeMessage(code, models.map(factsOf));
  const { point, pointCode } = openLink(message.kind, code, models);
  const entry = models.find(({ id }) => id === point.model)!;
  const classes = mixOf(message, entry).map(({ classId, weight }) => ({
    classId,
    weight: Math.round(weight * WEIGHT_STEPS),
  }));
  return {
    kind: message.kind,
    model: entry.id,
    modelVersion: entry.version,
    pictureCode: pointCode,
    classes,
    names: classes.map(({ classId }) => entry.classes.find(({ id }) => id === classId)!.name),
  };
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
