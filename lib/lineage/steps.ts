import { neighboursOf, type Lineage } from './lineage';
import type { LineageLayout } from './layout';

export type Step = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/** Goes from work to work as the keys of a keyboard say; undefined where there is none. */
export type Stepping = (from: number, step: Step) => number | undefined;

/**
 * Up leads to the nearest parent, down to the nearest child, left and right along the row;
 * within a block, from picture to picture. `first` and `last` are the ends of the row.
 */
export function steppingIn(lineage: Lineage, layout: LineageLayout): Stepping {
  const { parents, children } = neighboursOf(lineage);
  const { x, y } = layout;
  const rows = new Map<string, number[]>();
  // Pictures of one height within a generation; blocks of other heights have rows at the same ones.
  const rowOf = (i: number) => `${layout.generation[i]} ${Math.round(y[i]! * 100)}`;
  for (let i = 0; i < lineage.count; i++) {
    const row = rows.get(rowOf(i));
    if (row) row.push(i);
    else rows.set(rowOf(i), [i]);
  }
  const index = new Int32Array(lineage.count);
  for (const row of rows.values()) {
    row.sort((a, b) => x[a]! - x[b]! || a - b);
    for (const [i, work] of row.entries()) index[work] = i;
  }
  const inBlock = new Map<number, { members: readonly number[]; columns: number; at: number }>();
  for (const { members, columns } of layout.blocks) {
    for (const [at, member] of members.entries()) inBlock.set(member, { members, columns, at });
  }
  const nearest = (from: number, others: readonly number[]) => {
    let best: number | undefined;
    for (const other of others) {
      const distance = Math.abs(x[other]! - x[from]!);
      if (best === undefined || distance < Math.abs(x[best]! - x[from]!)) best = other;
    }
    return best;
  };

  return (from, step) => {
    const row = rows.get(rowOf(from))!;
    const block = inBlock.get(from);
    switch (step) {
      case 'up':
        return block?.members[block.at - block.columns] ?? nearest(from, parents[from]!);
      case 'down':
        return block?.members[block.at + block.columns] ?? nearest(from, children[from]!);
      case 'left':
        return row[index[from]! - 1];
      case 'right':
        return row[index[from]! + 1];
      case 'first':
        return row[0];
      case 'last':
        return row.at(-1);
      default:
        return step satisfies never;
    }
  };
}
