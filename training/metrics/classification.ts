/** How well classes are told, from scores a picture and a class. All shares are 0..1. */

/** Scores [pictures][classes] (logits or probabilities) and the class of every picture. */
export interface Judged {
  readonly scores: readonly ArrayLike<number>[];
  readonly labels: readonly number[];
}

/** Share of the pictures whose class is among the `k` highest scores; ties count as misses. */
export function topK({ scores, labels }: Judged, k: number): number {
  if (labels.length === 0) return NaN;
  let told = 0;
  labels.forEach((label, i) => {
    const row = scores[i]!;
    let above = 0;
    for (let c = 0; c < row.length; c++) if (c !== label && row[c]! >= row[label]!) above++;
    if (above < k) told++;
  });
  return told / labels.length;
}

/** matrix[true class][predicted class], in pictures. */
export function confusionMatrix({ scores, labels }: Judged, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((label, i) => matrix[label]![argMax(scores[i]!)]!++);
  return matrix;
}

export interface ClassScores {
  /** Pictures of the class. */
  readonly count: number;
  /** Of those called by the class, the share that is; 0 if none was called so. */
  readonly precision: number;
  /** Of those of the class, the share called so. */
  readonly recall: number;
  /** Harmonic mean of the two. */
  readonly f1: number;
}

/** Precision, recall and F1 of every class, from a confusion matrix. */
export function classScores(matrix: readonly (readonly number[])[]): ClassScores[] {
  return matrix.map((row, c) => {
    const hits = row[c]!;
    const count = row.reduce((sum, n) => sum + n, 0);
    const called = matrix.reduce((sum, other) => sum + other[c]!, 0);
    const precision = called === 0 ? 0 : hits / called;
    const recall = count === 0 ? 0 : hits / count;
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return { count, precision, recall, f1 };
  });
}

/** Plain means over the classes that have pictures: rare classes weigh as much as frequent ones. */
export function macroMeans(scores: readonly ClassScores[]): Omit<ClassScores, 'count'> {
  const present = scores.filter(({ count }) => count > 0);
  const mean = (of: (s: ClassScores) => number) =>
    present.reduce((sum, s) => sum + of(s), 0) / present.length;
  return {
    precision: mean((s) => s.precision),
    recall: mean((s) => s.recall),
    f1: mean((s) => s.f1),
  };
}

/** Only the pictures of some classes, and only these classes' scores, renumbered in their order. */
export function restrictTo({ scores, labels }: Judged, classes: readonly number[]): Judged {
  const place = new Map(classes.map((c, i) => [c, i]));
  const kept = labels.flatMap((label, i) => (place.has(label) ? [i] : []));
  return {
    labels: kept.map((i) => place.get(labels[i]!)!),
    scores: kept.map((i) => classes.map((c) => scores[i]![c]!)),
  };
}

export function argMax(row: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i]! > row[best]!) best = i;
  return best;
}
