/**
 * Geometry of directions: unit vectors of any dimension, in double precision.
 *
 * A Gaussian vector of many dimensions lies close to a sphere of radius √dim, and
 * generators have seen nothing else; so the shortest sensible way between two of
 * them leads along that sphere (White 2016, "Sampling Generative Networks", §2.1).
 *
 * A zero vector has no direction. It is carried along as a "direction" of length 0,
 * towards which every way is straight; nothing here ever gives NaN.
 */
export type Direction = Float64Array;

/** Below this, sines of an angle, or of what it lacks of 180°, are too small to divide by. */
const TINY = 1e-7;

/** Euclidean length. */
export function norm(v: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i]! * v[i]!;
  return Math.sqrt(sum);
}

/** v / |v|; zeros for a zero vector. */
export function directionOf(v: ArrayLike<number>): Direction {
  const length = norm(v);
  const direction = new Float64Array(v.length);
  if (length > 0) for (let i = 0; i < v.length; i++) direction[i] = v[i]! / length;
  return direction;
}

/** factor · v. Loops rather than `from` and `map`, which cost ten times as much sixty times a second. */
export function scaled(v: ArrayLike<number>, factor: number): Float64Array {
  const result = new Float64Array(v.length);
  for (let i = 0; i < v.length; i++) result[i] = v[i]! * factor;
  return result;
}

/** p·a + q·b. */
export function combine(
  p: number,
  a: ArrayLike<number>,
  q: number,
  b: ArrayLike<number>,
): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < result.length; i++) result[i] = p * a[i]! + q * b[i]!;
  return result;
}

/**
 * Angle between unit vectors, in [0, π]. Accurate for tiny angles and near π, where
 * the arc cosine of the dot product loses half the digits.
 * Source: Kahan 2006, "How futile are mindless assessments of roundoff…", §12.
 */
export function angleBetween(u: Direction, v: Direction): number {
  let difference = 0;
  let sum = 0;
  for (let i = 0; i < u.length; i++) {
    difference += (u[i]! - v[i]!) ** 2;
    sum += (u[i]! + v[i]!) ** 2;
  }
  return 2 * Math.atan2(Math.sqrt(difference), Math.sqrt(sum));
}

/**
 * The tangent at u that leads to v: its length is the angle, its direction the
 * start of the great circle (the logarithm map of the sphere). Between opposite
 * directions every way is equally short; a fixed one is taken.
 */
export function tangentTowards(u: Direction, v: Direction): Float64Array {
  const angle = angleBetween(u, v);
  if (isZero(u) || isZero(v) || angle < TINY) return new Float64Array(u.length);
  return scaled(sideOf(u, v, angle), angle);
}

/** Where one arrives from u along a tangent, after its whole length (the exponential map). */
export function alongTangent(u: Direction, tangent: ArrayLike<number>): Direction {
  const angle = norm(tangent);
  if (angle < TINY) return directionOf(combine(1, u, 1, tangent));
  return combine(Math.cos(angle), u, Math.sin(angle) / angle, tangent);
}

/**
 * Spherical linear interpolation of directions: constant speed along the great circle.
 * Source: Shoemake 1985, "Animating rotation with quaternion curves", §3.3.
 */
export function slerpDirections(u: Direction, v: Direction, t: number): Direction {
  const angle = angleBetween(u, v);
  if (isZero(u) || isZero(v) || angle < TINY) return directionOf(combine(1 - t, u, t, v));
  if (Math.PI - angle < TINY) {
    return combine(Math.cos(t * angle), u, Math.sin(t * angle), sideOf(u, v, angle));
  }
  const sine = Math.sin(angle);
  return combine(Math.sin((1 - t) * angle) / sine, u, Math.sin(t * angle) / sine, v);
}

/** The unit vector perpendicular to u in the half plane of v. */
function sideOf(u: Direction, v: Direction, angle: number): Direction {
  if (Math.PI - angle >= TINY) return perpendicularPart(v, u);
  // Opposite directions leave the plane open: the axis that u touches least fixes it.
  let axis = 0;
  for (let i = 1; i < u.length; i++) if (Math.abs(u[i]!) < Math.abs(u[axis]!)) axis = i;
  return perpendicularPart(
    Float64Array.from(u, (_, i) => (i === axis ? 1 : 0)),
    u,
  );
}

/** What of v is perpendicular to the unit vector u, as a direction. */
export function perpendicularPart(v: ArrayLike<number>, u: Direction): Direction {
  let dot = 0;
  for (let i = 0; i < u.length; i++) dot += u[i]! * v[i]!;
  return directionOf(combine(1, v, -dot, u));
}

function isZero(v: ArrayLike<number>): boolean {
  return norm(v) < 0.5;
}
