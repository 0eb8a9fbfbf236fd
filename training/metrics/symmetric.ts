/**
 * Symmetric matrices of a thousand rows in double precision: what Fréchet distances
 * need of them, and no more. Row-major, [n, n].
 */

/**
 * F with F·Fᵀ = C for a positive semidefinite C: Cholesky with complete pivoting, which
 * ends when nothing is left, so that matrices of any rank have one (Higham 2002,
 * "Accuracy and Stability of Numerical Algorithms", section 10.3).
 * @param c [n, n]; stays as it is.
 * @returns `factor` [n, rank].
 */
export function semidefiniteFactor(
  c: Float64Array,
  n: number,
): { factor: Float64Array; rank: number } {
  const left = Float64Array.from({ length: n }, (_, i) => c[i * n + i]!);
  const nothing = n * Number.EPSILON * left.reduce((a, b) => Math.max(a, b), 0);
  const factor = new Float64Array(n * n);
  let rank = 0;
  for (; rank < n; rank++) {
    let pivot = 0;
    for (let i = 1; i < n; i++) if (left[i]! > left[pivot]!) pivot = i;
    if (!(left[pivot]! > nothing)) break;
    const root = Math.sqrt(left[pivot]!);
    const pivotRow = factor.subarray(pivot * n, pivot * n + rank);
    for (let i = 0; i < n; i++) {
      let sum = c[i * n + pivot]!;
      const at = i * n;
      for (let k = 0; k < rank; k++) sum -= factor[at + k]! * pivotRow[k]!;
      const value = sum / root;
      factor[at + rank] = value;
      left[i]! -= value * value;
    }
    left[pivot] = 0;
  }
  const packed = new Float64Array(n * rank);
  for (let i = 0; i < n; i++) packed.set(factor.subarray(i * n, i * n + rank), i * rank);
  return { factor: packed, rank };
}

/** Rows of the result that stay in the processor's cache while everything is added to them. */
const STRIP = 48;

/**
 * Aᵀ·B for A [length, rows] and B [length, columns]. `lower` leaves everything above the
 * diagonal at 0. Four rows of A and B at a time, strip by strip: the processor waits for
 * numbers, not for memory.
 */
export function transposedProduct(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  columns: number,
  lower = false,
): Float64Array {
  const length = a.length / rows;
  const product = new Float64Array(rows * columns);
  for (let strip = 0; strip < rows; strip += STRIP) {
    const end = Math.min(rows, strip + STRIP);
    let k = 0;
    for (; k + 4 <= length; k += 4) {
      const [b0, b1, b2, b3] = [
        k * columns,
        (k + 1) * columns,
        (k + 2) * columns,
        (k + 3) * columns,
      ];
      for (let p = strip; p < end; p++) {
        const w0 = a[k * rows + p]!;
        const w1 = a[(k + 1) * rows + p]!;
        const w2 = a[(k + 2) * rows + p]!;
        const w3 = a[(k + 3) * rows + p]!;
        const at = p * columns;
        const stop = lower ? p + 1 : columns;
        for (let q = 0; q < stop; q++) {
          product[at + q]! += w0 * b[b0 + q]! + w1 * b[b1 + q]! + w2 * b[b2 + q]! + w3 * b[b3 + q]!;
        }
      }
    }
    for (; k < length; k++) {
      for (let p = strip; p < end; p++) {
        const stop = lower ? p + 1 : columns;
        for (let q = 0; q < stop; q++) {
          product[p * columns + q]! += a[k * rows + p]! * b[k * columns + q]!;
        }
      }
    }
  }
  return product;
}

/**
 * All eigenvalues of a symmetric matrix [n, n], ascending, to within rounding of the
 * largest. Of the matrix the lower triangle is read.
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  return tridiagonalEigenvalues(tridiagonal(Float64Array.from(matrix), n));
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** `beside[i]` stands between i and i + 1. */
  readonly beside: Float64Array;
}

/**
 * The tridiagonal matrix of the same eigenvalues, by Householder reflections (Golub and
 * Van Loan 2013, section 8.3.1), from the last row upwards, so that rows are contiguous.
 * Reads and writes the lower triangle of `a` only.
 */
function tridiagonal(a: Float64Array, n: number): Tridiagonal {
  const beside = new Float64Array(Math.max(0, n - 1));
  const p = new Float64Array(n);
  for (let k = n - 1; k >= 1; k--) {
    const v = a.subarray(k * n, k * n + k);
    const last = k - 1;
    let squares = 0;
    for (let i = 0; i < last; i++) squares += v[i]! * v[i]!;
    if (squares === 0) {
      beside[last] = v[last]!;
      continue;
    }
    // v is reflected to ±|v| times the last unit vector; the sign avoids cancellation.
    const length = Math.sqrt(squares + v[last]! * v[last]!);
    beside[last] = v[last]! > 0 ? -length : length;
    v[last]! -= beside[last]!;
    const beta = 2 / (squares + v[last]! * v[last]!);

    p.fill(0, 0, k);
    for (let i = 0; i < k; i++) {
      const at = i * n;
      const weight = v[i]!;
      let sum = a[at + i]! * weight;
      for (let j = 0; j < i; j++) {
        const value = a[at + j]!;
        sum += value * v[j]!;
        p[j]! += value * weight;
      }
      p[i]! += sum;
    }
    let along = 0;
    for (let i = 0; i < k; i++) along += p[i]! * v[i]!;
    // w = β(p − ½β(p·v)v); then A ← A − v·wᵀ − w·vᵀ.
    for (let i = 0; i < k; i++) p[i] = beta * (p[i]! - 0.5 * beta * along * v[i]!);
    for (let i = 0; i < k; i++) {
      const at = i * n;
      const vi = v[i]!;
      const wi = p[i]!;
      for (let j = 0; j <= i; j++) a[at + j]! -= vi * p[j]! + wi * v[j]!;
    }
  }
  return { diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), beside };
}

/**
 * By bisection: how many eigenvalues lie below x is the number of negative pivots of
 * T − x (Sturm's sequence; Golub and Van Loan 2013, section 8.4.1). Intervals are halved
 * for all their eigenvalues together.
 */
function tridiagonalEigenvalues({ diagonal, beside }: Tridiagonal): Float64Array {
  const n = diagonal.length;
  const squares = beside.map((x) => x * x);
  // Gershgorin's discs hold them all.
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    const radius = Math.abs(beside[i - 1] ?? 0) + Math.abs(beside[i] ?? 0);
    low = Math.min(low, diagonal[i]! - radius);
    high = Math.max(high, diagonal[i]! + radius);
  }
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const tiny = Number.EPSILON * largest;
  const below = (x: number) => {
    let count = 0;
    let pivot = 1;
    for (let i = 0; i < n; i++) {
      pivot = diagonal[i]! - x - (i === 0 ? 0 : squares[i - 1]! / pivot);
      if (pivot === 0) pivot = Number.MIN_VALUE * 2 ** 60;
      if (pivot < 0) count++;
    }
    return count;
  };
  const found = new Float64Array(n);
  const open = [{ low: low - tiny, high: high + 2 * tiny, first: 0, end: n }];
  for (let interval = open.pop(); interval; interval = open.pop()) {
    const middle = (interval.low + interval.high) / 2;
    if (interval.high - interval.low <= 2 * tiny || middle <= interval.low) {
      found.fill(middle, interval.first, interval.end);
      continue;
    }
    const split = Math.min(interval.end, Math.max(interval.first, below(middle)));
    if (split > interval.first) open.push({ ...interval, high: middle, end: split });
    if (split < interval.end) open.push({ ...interval, low: middle, first: split });
  }
  return found;
}
