import { variations } from '@/lib/latent/blend';
import { blendMixes, mixOf } from '@/lib/latent/mix';
import type { LatentPoint, Mix, ModelFacts } from '@/lib/latent/point';
import { createRandom, type Random } from '@/lib/latent/random';
import { vectorOf } from '@/lib/latent/resolve';
import { angleBetween, directionOf, type Direction } from '@/lib/latent/sphere';

import { farthestFirst } from './farthest';

export interface ProposalOptions {
  /** How many, up to 24. */
  readonly count: number;
  /** The same seed gives the same proposals around the same works. */
  readonly seed: number;
}

/** How far candidates lie from the work, as in `variations`: near enough to be its children. */
const AMOUNTS = [0.3, 0.45, 0.6] as const;
const CANDIDATES = 48;
/** What an artist who is new to the mix takes of it. */
const GUEST_SHARE = 0.4;

/**
 * Children of a work that nobody has tried: of many variations, half of them with a guest in
 * the mix, those that are farthest from each other, from the work and from what grew from it.
 * @param tried children that are there, of the same model
 * @throws SfumatoError as `vectorOf` does.
 */
export function proposeChildren(
  parent: LatentPoint,
  tried: readonly LatentPoint[],
  { count, seed }: ProposalOptions,
  facts: ModelFacts,
): LatentPoint[] {
  const random = createRandom(seed);
  const candidates = AMOUNTS.flatMap((amount) =>
    variations(parent, { amount, count: CANDIDATES, seed: random.uint32() }, facts),
  ).map((child, i) =>
    i % 2 === 0 ? child : { ...child, mix: withGuest(child.mix, facts, random) },
  );
  const located = (point: LatentPoint) => locate(point, facts);
  return farthestFirst(
    candidates.map(located),
    [parent, ...tried].map(located),
    count,
    pointDistance,
  ).map(({ point }) => point);
}

interface Located {
  readonly point: LatentPoint;
  readonly direction: Direction;
}

function locate(point: LatentPoint, facts: ModelFacts): Located {
  return { point, direction: directionOf(vectorOf(point, facts)) };
}

/**
 * How different two points are: the angle between their vectors, 1 for strangers (90°), and
 * the share of the mix that they do not have in common, at right angles to each other.
 */
function pointDistance(a: Located, b: Located): number {
  const angle = angleBetween(a.direction, b.direction) / (Math.PI / 2);
  return Math.hypot(angle, mixDistance(a.point.mix, b.point.mix));
}

/** Total variation, 0 to 1. */
export function mixDistance(a: Mix, b: Mix): number {
  const weights = new Map(a.map(({ classId, weight }) => [classId, weight]));
  for (const { classId, weight } of b) weights.set(classId, (weights.get(classId) ?? 0) - weight);
  let sum = 0;
  for (const difference of weights.values()) sum += Math.abs(difference);
  return sum / 2;
}

function withGuest(mix: Mix, { classIds }: ModelFacts, random: Random): Mix {
  const others = classIds.filter((id) => !mix.some(({ classId }) => classId === id));
  if (mix.length === 0 || others.length === 0) return mix;
  const guest = others[random.integer(others.length)]!;
  return blendMixes([
    { mix, weight: 1 - GUEST_SHARE },
    { mix: mixOf(guest), weight: GUEST_SHARE },
  ]);
}
