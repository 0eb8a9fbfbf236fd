/**
 * Geometry of the mix pad. Its corners are the artists, its inside the mixes:
 * a segment for two, a triangle for three, a square for four, and so on.
 *
 * A position gives weights by Wachspress coordinates (Wachspress 1975): of a
 * regular polygon, corner i weighs the product of the distances to all edges
 * that do not touch it. For two and three corners these are all the mixes there
 * are; from four on a mix has more dimensions than the pad, and what the pad
 * cannot show stays with the mix as a remainder that moves nothing
 * (Σ rᵢ = 0, Σ rᵢ·cornerᵢ = 0), so that taking hold of the handle changes nothing.
 */

/** A place on the pad: x to the right, y downwards, the corners on the unit circle. */
export interface PadPosition {
  readonly x: number;
  readonly y: number;
}

/** The corners of the pad for `count` ≥ 2 artists, clockwise. */
export function padCorners(count: number): PadPosition[] {
  // Two lie on a line, four stand as an upright square, all others point upwards.
  const start = count === 2 ? -Math.PI : count === 4 ? (-3 * Math.PI) / 4 : -Math.PI / 2;
  return Array.from({ length: count }, (_, i) => {
    const angle = start + (2 * Math.PI * i) / count;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  });
}

/** Places spread evenly over the pad, corners included, and the room each of them has. */
export interface PadField {
  readonly places: readonly PadPosition[];
  readonly width: number;
  readonly height: number;
}

/** Steps from corner to corner in the field. */
const FIELD_STEPS = { line: 6, triangle: 4, square: 4 } as const;

/** Where the pad shows what a mix would look like: seven, fifteen or twenty-five places. */
export function padField(count: number): PadField {
  const corners = padCorners(count);
  if (count === 2) {
    const steps = FIELD_STEPS.line;
    const places = Array.from({ length: steps + 1 }, (_, i) => ({ x: -1 + (2 * i) / steps, y: 0 }));
    return { places, width: 2 / steps, height: 2 / steps };
  }
  if (count === 3) {
    const steps = FIELD_STEPS.triangle;
    const places: PadPosition[] = [];
    for (let row = 0; row <= steps; row++) {
      for (let right = 0; right <= row; right++) {
        places.push(padPosition([1 - row / steps, right / steps, (row - right) / steps]));
      }
    }
    return { places, width: Math.sqrt(3) / steps, height: 1.5 / steps };
  }
  if (count === 4) {
    const steps = FIELD_STEPS.square;
    const side = Math.SQRT2;
    const at = (i: number) => -side / 2 + (side * i) / steps;
    const places = Array.from({ length: (steps + 1) ** 2 }, (_, i) => ({
      x: at(i % (steps + 1)),
      y: at(Math.floor(i / (steps + 1))),
    }));
    return { places, width: side / steps, height: side / steps };
  }
  return { places: [...corners, { x: 0, y: 0 }], width: 0.36, height: 0.36 };
}

/** Where the handle stands for these weights: the weighted mean of the corners. */
export function padPosition(weights: readonly number[]): PadPosition {
  const corners = padCorners(weights.length);
  let x = 0;
  let y = 0;
  weights.forEach((weight, i) => {
    x += weight * corners[i]!.x;
    y += weight * corners[i]!.y;
  });
  return { x, y };
}

/** What the pad cannot show of these weights; keep it while the handle is dragged. */
export function padRemainder(weights: readonly number[]): number[] {
  const shown = wachspress(padPosition(weights), weights.length);
  return weights.map((weight, i) => weight - shown[i]!);
}

/**
 * The weights at a position, summing to 1. Positions outside count as the
 * nearest one inside. As much of the `remainder` is added as leaves no weight
 * below 0.
 */
export function padWeights(
  count: number,
  position: PadPosition,
  remainder?: readonly number[],
): number[] {
  const weights = wachspress(clampToPad(position, count), count);
  if (!remainder) return weights;
  let share = 1;
  remainder.forEach((r, i) => {
    if (r < 0) share = Math.min(share, weights[i]! / -r);
  });
  return weights.map((weight, i) => Math.max(0, weight + share * remainder[i]!));
}

/** The nearest position on the pad. */
export function clampToPad(position: PadPosition, count: number): PadPosition {
  const corners = padCorners(count);
  if (count === 2) return { x: Math.min(1, Math.max(-1, position.x)), y: 0 };
  const inside = corners.every(
    (corner, i) => edgeDistance(position, corner, corners[(i + 1) % count]!) >= 0,
  );
  if (inside) return position;
  let best = position;
  let bestDistance = Infinity;
  corners.forEach((from, i) => {
    const to = corners[(i + 1) % count]!;
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const along = ((position.x - from.x) * dx + (position.y - from.y) * dy) / (dx * dx + dy * dy);
    const t = Math.min(1, Math.max(0, along));
    const near = { x: from.x + t * dx, y: from.y + t * dy };
    const distance = Math.hypot(position.x - near.x, position.y - near.y);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = near;
    }
  });
  return best;
}

/**
 * Weights as multiples of 1/`steps` that still sum to 1 (largest remainder), so
 * that the pad gives round numbers.
 */
export function roundWeights(weights: readonly number[], steps = 100): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scaled = weights.map((weight) => (weight / total) * steps);
  const rounded = scaled.map((value) => Math.floor(value + 1e-9));
  const missing = steps - rounded.reduce((sum, value) => sum + value, 0);
  const order = scaled
    .map((value, i) => ({ i, rest: value - rounded[i]! }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let k = 0; k < missing; k++) rounded[order[k % order.length]!.i]! += 1;
  return rounded.map((value) => value / steps);
}

function wachspress(position: PadPosition, count: number): number[] {
  if (count === 1) return [1];
  if (count === 2) return [(1 - position.x) / 2, (1 + position.x) / 2];
  const corners = padCorners(count);
  const distances = corners.map((corner, i) =>
    Math.max(0, edgeDistance(position, corner, corners[(i + 1) % count]!)),
  );
  const weights = corners.map((_, i) => {
    let product = 1;
    for (let edge = 0; edge < count; edge++) {
      if (edge !== i && (edge + 1) % count !== i) product *= distances[edge]!;
    }
    return product;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Signed distance to the edge's line times its length; positive inside (y points down, clockwise). */
function edgeDistance(position: PadPosition, from: PadPosition, to: PadPosition): number {
  return (to.x - from.x) * (position.y - from.y) - (to.y - from.y) * (position.x - from.x);
}
