/**
 * Some of the candidates, far from each other and from what is there: each one taken is the
 * candidate whose nearest neighbour among those taken and those present is farthest away; of
 * equals the earlier. The smallest distance that is left is at least half of the largest
 * possible (Gonzalez 1985, "Clustering to minimize the maximum intercluster distance", §2).
 * @param distance a metric
 * @returns at most `count` candidates, the farthest first; none that is at distance 0
 */
export function farthestFirst<T>(
  candidates: readonly T[],
  present: readonly T[],
  count: number,
  distance: (a: T, b: T) => number,
): T[] {
  const nearest = new Float64Array(candidates.length).fill(Infinity);
  const keepAwayFrom = (taken: T) => {
    for (const [i, candidate] of candidates.entries()) {
      nearest[i] = Math.min(nearest[i]!, distance(candidate, taken));
    }
  };
  for (const point of present) keepAwayFrom(point);

  const taken: T[] = [];
  while (taken.length < count) {
    let best = -1;
    for (let i = 0; i < candidates.length; i++) {
      if (nearest[i]! > (best < 0 ? 0 : nearest[best]!)) best = i;
    }
    if (best < 0) break;
    taken.push(candidates[best]!);
    keepAwayFrom(candidates[best]!);
  }
  return taken;
}
