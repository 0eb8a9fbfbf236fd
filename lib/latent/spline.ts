import {
  alongTangent,
  combine,
  directionOf,
  norm,
  scaled,
  slerpDirections,
  tangentTowards,
  type Direction,
} from './sphere';

/** One leg of a spline and its neighbours, if it has them. Durations are positive. */
export interface SplineLeg {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly seconds: number;
  readonly before?: { readonly vector: ArrayLike<number>; readonly seconds: number } | undefined;
  readonly after?: { readonly vector: ArrayLike<number>; readonly seconds: number } | undefined;
}

/**
 * A velocity may be at most three times that of the slower leg beside it. On a line
 * that is the bound within which a cubic stays between its ends (Fritsch and Carlson
 * 1980, "Monotone piecewise cubic interpolation"); here it keeps the curve from
 * looping where a short leg meets a long one, and still where two keyframes are equal.
 */
const SPEED_LIMIT = 3;

/**
 * A smooth curve through vectors at given times: direction and length each follow a
 * cubic Bézier curve whose velocities at the keyframes are those of Catmull–Rom for
 * unequal times. Neighbouring legs share the velocity, so the curve and its speed are
 * continuous (C1); without neighbours a leg is a plain slerp.
 *
 * On the sphere the Bézier curve is de Casteljau's scheme with slerp in place of
 * straight lines (Shoemake 1985, "Animating rotation with quaternion curves", §4.2);
 * its end velocity is three times the tangent to the next control point, as in the
 * plane (Park and Ravani 1995, "Bézier curves on Riemannian manifolds", §3).
 *
 * @param t share of the leg, in [0, 1]
 * @returns double precision; `from` at 0, `to` at 1 up to rounding.
 */
export function splineVector(leg: SplineLeg, t: number): Float64Array {
  return scaled(splineDirection(leg, t), splineLength(leg, t));
}

function splineDirection({ from, to, seconds, before, after }: SplineLeg, t: number): Direction {
  const u = directionOf(from);
  const v = directionOf(to);
  const start = sharedVelocity(u, before, { vector: to, seconds });
  const end = sharedVelocity(v, { vector: from, seconds }, after);
  let controls = [
    u,
    alongTangent(u, scaled(start, seconds / 3)),
    alongTangent(v, scaled(end, -seconds / 3)),
    v,
  ];
  while (controls.length > 1) {
    controls = controls.slice(1).map((next, i) => slerpDirections(controls[i]!, next, t));
  }
  return controls[0]!;
}

type Neighbour = NonNullable<SplineLeg['before']>;

/** The velocity with which direction u is passed, as a tangent at u per second. */
function sharedVelocity(
  u: Direction,
  before: Neighbour | undefined,
  after: Neighbour | undefined,
): Float64Array {
  const arriving =
    before && scaled(tangentTowards(u, directionOf(before.vector)), -1 / before.seconds);
  const leaving = after && scaled(tangentTowards(u, directionOf(after.vector)), 1 / after.seconds);
  if (!before || !arriving) return leaving ?? new Float64Array(u.length);
  if (!after || !leaving) return arriving;
  // The derivative at u of the parabola through the three directions: the shorter leg counts more.
  const share = after.seconds / (before.seconds + after.seconds);
  const velocity = combine(share, arriving, 1 - share, leaving);
  const limit = SPEED_LIMIT * Math.min(norm(arriving), norm(leaving));
  const speed = norm(velocity);
  return speed > limit ? scaled(velocity, limit / speed) : velocity;
}

function splineLength({ from, to, seconds, before, after }: SplineLeg, t: number): number {
  const a = norm(from);
  const b = norm(to);
  const slope = (b - a) / seconds;
  const start = before
    ? sharedSlope((a - norm(before.vector)) / before.seconds, before.seconds, slope, seconds)
    : slope;
  const end = after
    ? sharedSlope(slope, seconds, (norm(after.vector) - b) / after.seconds, after.seconds)
    : slope;
  // The same Bézier scheme on numbers.
  let controls = [a, a + (start * seconds) / 3, b - (end * seconds) / 3, b];
  while (controls.length > 1) {
    controls = controls.slice(1).map((next, i) => (1 - t) * controls[i]! + t * next);
  }
  return controls[0]!;
}

/** The slope shared at a keyframe; 0 at a peak or a valley, so that lengths never overshoot. */
function sharedSlope(
  arriving: number,
  secondsBefore: number,
  leaving: number,
  secondsAfter: number,
): number {
  if (arriving * leaving <= 0) return 0;
  const mean = (secondsAfter * arriving + secondsBefore * leaving) / (secondsBefore + secondsAfter);
  const limit = SPEED_LIMIT * Math.min(Math.abs(arriving), Math.abs(leaving));
  return Math.sign(mean) * Math.min(Math.abs(mean), limit);
}
