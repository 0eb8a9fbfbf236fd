/** Is what was asked for recognised? Over the classes that generator and classifier both know. */
import { argMax } from './classification';

/** A picture of a class, and what a classifier says. */
export interface Recognised {
  /** Index of the class that was asked for. */
  readonly asked: number;
  /** Probability or logit of every class, in the same order. */
  readonly said: ArrayLike<number>;
}

export interface ClassAccuracy {
  /** Share of all pictures whose class gets the highest score: 0..1. */
  readonly top1: number;
  /** Mean of the classes' own shares: rare classes weigh as much as frequent ones. */
  readonly macro: number;
  /** Of every class that has pictures. */
  readonly perClass: readonly { asked: number; count: number; right: number; takenFor: number }[];
  /** What guessing would reach: 1 over the number of classes. */
  readonly chance: number;
}

export function classAccuracy(pictures: readonly Recognised[], classes: number): ClassAccuracy {
  const said = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { asked, said: scores } of pictures) said[asked]![argMax(scores)]!++;
  const perClass = said.flatMap((row, asked) => {
    const count = row.reduce((sum, n) => sum + n, 0);
    return count === 0 ? [] : [{ asked, count, right: row[asked]!, takenFor: argMax(row) }];
  });
  const right = perClass.reduce((sum, one) => sum + one.right, 0);
  return {
    top1: right / pictures.length,
    macro: perClass.reduce((sum, one) => sum + one.right / one.count, 0) / perClass.length,
    perClass,
    chance: 1 / classes,
  };
}
