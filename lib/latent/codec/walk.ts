import { SfumatoError } from '@/lib/errors';

import type { ModelFacts } from '../point';
import {
  INTERPOLATIONS,
  LEG_SECONDS,
  MAX_KEYFRAMES,
  roundLegSeconds,
  type Keyframe,
  type Walk,
} from '../walk';
import { damaged, type BitReader, type BitWriter } from './bits';
import { readPoint, writePoint } from './point';

/**
 * A walk without its model: interpolation (2 bits) · loop (1) · keyframes − 1 (6) ·
 * per keyframe hundredths of a second (16) and the point.
 * @throws SfumatoError `invalid-point` for walks that have no code.
 */
export function writeWalk(writer: BitWriter, walk: Walk, facts: ModelFacts): void {
  const { keyframes, interpolation, loop } = walk;
  if (keyframes.length < 1 || keyframes.length > MAX_KEYFRAMES) {
    throw new SfumatoError(
      'invalid-point',
      `A walk with a link has 1 to ${MAX_KEYFRAMES} pictures, not ${keyframes.length}.`,
    );
  }
  writer.write(INTERPOLATIONS.indexOf(interpolation), 2);
  writer.write(loop ? 1 : 0, 1);
  writer.write(keyframes.length - 1, 6);
  for (const { seconds, point } of keyframes) {
    if (roundLegSeconds(seconds) !== seconds) {
      throw new SfumatoError(
        'invalid-point',
        `A leg takes ${LEG_SECONDS.min} to ${LEG_SECONDS.max} seconds, in steps of 0.01, not ${seconds}.`,
      );
    }
    writer.write(Math.round(seconds * LEG_SECONDS.steps), 16);
    writePoint(writer, point, facts);
  }
}

/** @throws SfumatoError `invalid-code` for everything that is not in canonical form. */
export function readWalk(reader: BitReader, facts: ModelFacts): Walk {
  const interpolation = INTERPOLATIONS[reader.read(2)];
  if (!interpolation) throw damaged('there is no such interpolation');
  const loop = reader.read(1) === 1;
  const count = reader.read(6) + 1;
  const keyframes: Keyframe[] = [];
  while (keyframes.length < count) {
    const seconds = reader.read(16) / LEG_SECONDS.steps;
    if (roundLegSeconds(seconds) !== seconds) throw damaged('a leg is too short or too long');
    keyframes.push({ point: readPoint(reader, facts), seconds });
  }
  return { model: facts.id, keyframes, interpolation, loop };
}
