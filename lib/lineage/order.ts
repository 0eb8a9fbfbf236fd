import type { CellGraph } from './cells';
import { atOnce } from './pausing';

/** Times that all generations are sorted, down and up. */
const MOST_SWEEPS = 8;

/**
 * The order of the cells within each generation, with few crossings of edges: they begin in
 * the order in which a walk through the family meets them (which has no crossings in a tree),
 * then each generation is sorted by the mean places of its neighbours, and the best is kept.
 * Source: Sugiyama, Tagawa, Toda 1981, "Methods for visual understanding of hierarchical
 * system structures", §IV.
 */
export function orderCells(graph: CellGraph): number[][] {
  return atOnce(ordering(graph));
}

/** The same, step by step: it may be paused wherever it yields. */
export function* ordering(graph: CellGraph): Generator<void, number[][]> {
  let order = walkOrder(graph);
  let best = order;
  let fewest = crossingsOf(graph, order);
  for (let sweep = 0; sweep < MOST_SWEEPS && fewest > 0; sweep++) {
    order = sorted(graph, order, sweep % 2 === 0 ? 'down' : 'up');
    const crossings = crossingsOf(graph, order);
    if (crossings < fewest) [best, fewest] = [order, crossings];
    yield;
  }
  return best;
}

/** How often edges between neighbouring generations cross. */
export function crossingsOf(
  { cells, below }: Pick<CellGraph, 'cells' | 'below'>,
  order: readonly (readonly number[])[],
): number {
  const place = placesOf(cells.length, order);
  let crossings = 0;
  for (const [level, row] of order.entries()) {
    const count = order[level + 1]?.length ?? 0;
    // Ends seen so far, as a binary indexed tree (Fenwick 1994): how many lie further right?
    const tree = new Int32Array(count + 1);
    let seen = 0;
    for (const cell of row) {
      const ends = below[cell]!.map((other) => place[other]!);
      for (const end of ends) {
        let upToHere = 0;
        for (let i = end + 1; i > 0; i -= i & -i) upToHere += tree[i]!;
        crossings += seen - upToHere;
      }
      for (const end of ends) {
        seen++;
        for (let i = end + 1; i <= count; i += i & -i) tree[i]!++;
      }
    }
  }
  return crossings;
}

function walkOrder({ cells, above, below }: CellGraph): number[][] {
  const order: number[][] = [];
  for (const { generation } of cells) while (order.length <= generation) order.push([]);
  const met = new Uint8Array(cells.length);
  for (let root = 0; root < cells.length; root++) {
    if (above[root]!.length > 0) continue;
    const open = [root];
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      if (met[cell]) continue;
      met[cell] = 1;
      order[cells[cell]!.generation]!.push(cell);
      for (let i = below[cell]!.length - 1; i >= 0; i--) open.push(below[cell]![i]!);
    }
  }
  return order;
}

function sorted(
  { cells, above, below }: CellGraph,
  before: readonly (readonly number[])[],
  direction: 'down' | 'up',
): number[][] {
  const order = before.map((row) => [...row]);
  const place = placesOf(cells.length, order);
  const near = direction === 'down' ? above : below;
  const rows = direction === 'down' ? order : [...order].reverse();
  for (const row of rows) {
    const key = new Map(
      row.map((cell) => {
        const others = near[cell]!;
        const sum = others.reduce((total, other) => total + place[other]!, 0);
        return [cell, others.length > 0 ? sum / others.length : place[cell]!];
      }),
    );
    row.sort((a, b) => key.get(a)! - key.get(b)! || place[a]! - place[b]!);
    for (const [i, cell] of row.entries()) place[cell] = i;
  }
  return order;
}

function placesOf(count: number, order: readonly (readonly number[])[]): Int32Array {
  const place = new Int32Array(count);
  for (const row of order) for (const [i, cell] of row.entries()) place[cell] = i;
  return place;
}
