/** The ways to change a walk. All pure: they return another walk. */
import { SfumatoError } from '@/lib/errors';
import type { LatentPoint } from '@/lib/latent/point';
import {
  MAX_KEYFRAMES,
  roundLegSeconds,
  type Interpolation,
  type Keyframe,
  type Walk,
} from '@/lib/latent/walk';

/** Length of a leg that nobody has set yet, in seconds. */
export const DEFAULT_LEG_SECONDS = 4;

/** Why a picture cannot be added to those of another model. */
export const OTHER_MODEL = 'This picture belongs to another model. A walk stays within one.';

/** Whether a picture can only begin a walk of its own. */
export function isOfOtherModel(walk: Walk, point: LatentPoint): boolean {
  return walk.keyframes.length > 0 && point.model !== walk.model;
}

/** A walk that goes the same way, but begins anew with a picture of any model. */
export function beginWith(walk: Walk, point: LatentPoint): Walk {
  return {
    ...walk,
    model: point.model,
    keyframes: [{ point, seconds: DEFAULT_LEG_SECONDS }],
  };
}

/**
 * Puts a picture in before `index`, at the end by default. An empty walk takes
 * over the picture's model.
 * @throws SfumatoError `invalid-input` for another model's picture, and when the walk is full.
 */
export function addKeyframe(walk: Walk, point: LatentPoint, index = walk.keyframes.length): Walk {
  if (isOfOtherModel(walk, point)) throw new SfumatoError('invalid-input', OTHER_MODEL);
  if (walk.keyframes.length >= MAX_KEYFRAMES) {
    throw new SfumatoError(
      'invalid-input',
      `A walk has at most ${MAX_KEYFRAMES} pictures. Take one out first.`,
    );
  }
  const seconds = walk.keyframes.at(index - 1)?.seconds ?? DEFAULT_LEG_SECONDS;
  const keyframes = walk.keyframes.toSpliced(index, 0, { point, seconds });
  return { ...walk, model: point.model, keyframes };
}

export function removeKeyframe(walk: Walk, index: number): Walk {
  return { ...walk, keyframes: walk.keyframes.toSpliced(index, 1) };
}

/**
 * Puts in again what was taken out, at its place and with its leg.
 * @throws SfumatoError as `addKeyframe`
 */
export function putBack(walk: Walk, { point, seconds }: Keyframe, index: number): Walk {
  const at = Math.min(index, walk.keyframes.length);
  return setLeg(addKeyframe(walk, point, at), at, seconds);
}

/** Takes a picture, with the leg that follows it, to another place. */
export function moveKeyframe(walk: Walk, from: number, to: number): Walk {
  const target = Math.min(walk.keyframes.length - 1, Math.max(0, to));
  const moved = walk.keyframes[from];
  if (!moved || target === from) return walk;
  const keyframes = walk.keyframes.toSpliced(from, 1).toSpliced(target, 0, moved);
  return { ...walk, keyframes };
}

/** @throws SfumatoError `invalid-input` when the walk is full. */
export function duplicateKeyframe(walk: Walk, index: number): Walk {
  const keyframe = walk.keyframes[index];
  return keyframe ? addKeyframe(walk, keyframe.point, index + 1) : walk;
}

/** The length of the leg after a picture, in seconds. */
export function setLeg(walk: Walk, index: number, seconds: number): Walk {
  return withKeyframes(walk, (keyframe, i) =>
    i === index ? { ...keyframe, seconds: roundLegSeconds(seconds) } : keyframe,
  );
}

export function setAllLegs(walk: Walk, seconds: number): Walk {
  const rounded = roundLegSeconds(seconds);
  return withKeyframes(walk, (keyframe) => ({ ...keyframe, seconds: rounded }));
}

/** The length that all legs have; undefined when they differ. */
export function commonLeg(walk: Walk): number | undefined {
  const [first, ...others] = walk.loop ? walk.keyframes : walk.keyframes.slice(0, -1);
  return first && others.every(({ seconds }) => seconds === first.seconds)
    ? first.seconds
    : undefined;
}

export function setInterpolation(walk: Walk, interpolation: Interpolation): Walk {
  return { ...walk, interpolation };
}

export function setLoop(walk: Walk, loop: boolean): Walk {
  return { ...walk, loop };
}

function withKeyframes(walk: Walk, change: (keyframe: Keyframe, index: number) => Keyframe): Walk {
  return { ...walk, keyframes: walk.keyframes.map(change) };
}
