/**
 * The places nearest to the wished ones (least squares) that keep the order and a distance:
 * x[i] − x[i − 1] ≥ gaps[i]. With x[i] less the sum of the gaps before it this is a regression
 * that must not fall, solved exactly by pooling neighbours that stand in each other's way
 * (Barlow et al. 1972, "Statistical inference under order restrictions", §1.2).
 * @param gaps [n], of which the first does not count
 * @param weights [n], above 0: how much each wish counts
 */
export function placeInRow(
  wishes: ArrayLike<number>,
  gaps: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  const n = wishes.length;
  const offset = new Float64Array(n);
  for (let i = 1; i < n; i++) offset[i] = offset[i - 1]! + gaps[i]!;

  // Pools: where each begins, the mean of its wishes and its weight.
  const begin: number[] = [];
  const mean: number[] = [];
  const weight: number[] = [];
  for (let i = 0; i < n; i++) {
    let from = i;
    let m = wishes[i]! - offset[i]!;
    let w = weights[i]!;
    while (mean.length > 0 && mean.at(-1)! >= m) {
      const other = weight.pop()!;
      m = (m * w + mean.pop()! * other) / (w + other);
      w += other;
      from = begin.pop()!;
    }
    begin.push(from);
    mean.push(m);
    weight.push(w);
  }
  const x = new Float64Array(n);
  for (const [pool, from] of begin.entries()) {
    const to = begin[pool + 1] ?? n;
    for (let i = from; i < to; i++) x[i] = mean[pool]! + offset[i]!;
  }
  return x;
}
