import type { Neighbours } from './lineage';

/**
 * What has a place of its own in the layout: one work, a block of works that share their
 * parents and end there, or a bend of an edge that passes a generation.
 */
export interface Cell {
  readonly generation: number;
  /** Works in reading order; none for a bend. */
  readonly members: readonly number[];
  /** Works side by side. */
  readonly columns: number;
}

/** Works by cells, and cells by their neighbours in the generations next to them. */
export interface CellGraph {
  readonly cells: readonly Cell[];
  /** The cell of each work. */
  readonly cellOf: Int32Array;
  /** Neighbours one generation up and down; bends stand in for what is further away. */
  readonly above: readonly (readonly number[])[];
  readonly below: readonly (readonly number[])[];
  /** The edges between cells, each once: from, over its bends, to. */
  readonly routes: readonly (readonly number[])[];
}

/** Generations with more works than this are made narrower by blocks. */
const WIDE = 16;

/** Bends at most: in a very long family the longest edges run straight. */
const MOST_BENDS = 20_000;

/** Puts works into cells and gives long edges their bends. */
export function cellsOf(neighbours: Neighbours, generation: Int32Array): CellGraph {
  const cells: Cell[] = [];
  const cellOf = new Int32Array(generation.length);
  for (const members of grouped(neighbours, generation)) {
    for (const member of members) cellOf[member] = cells.length;
    cells.push({
      generation: generation[members[0]!]!,
      members,
      columns: columnsOf(members.length),
    });
  }

  const above: number[][] = cells.map(() => []);
  const below: number[][] = cells.map(() => []);
  const link = (from: number, to: number) => {
    below[from]!.push(to);
    above[to]!.push(from);
  };
  const routes: number[][] = [];
  let bends = 0;
  for (const [from, to] of edgesOf(neighbours, generation, cellOf, cells)) {
    const route = [from];
    const between = cells[to]!.generation - cells[from]!.generation - 1;
    if (between === 0) link(from, to);
    else if (bends + between <= MOST_BENDS) {
      bends += between;
      let last = from;
      for (let i = 1; i <= between; i++) {
        const bend = cells.length;
        cells.push({ generation: cells[from]!.generation + i, members: [], columns: 0 });
        above.push([]);
        below.push([]);
        link(last, bend);
        route.push(bend);
        last = bend;
      }
      link(last, to);
    }
    route.push(to);
    routes.push(route);
  }
  return { cells, cellOf, above, below, routes };
}

/** Works in groups: in wide generations, those without children that have the same parents. */
function grouped({ parents, children }: Neighbours, generation: Int32Array): number[][] {
  const width = new Map<number, number>();
  for (const level of generation) width.set(level, (width.get(level) ?? 0) + 1);

  const groups: number[][] = [];
  const blocks = new Map<string, number[]>();
  for (let i = 0; i < generation.length; i++) {
    const above = parents[i]!;
    const alone =
      children[i]!.length > 0 || above.length === 0 || width.get(generation[i]!)! <= WIDE;
    const key = alone ? '' : `${generation[i]} ${[...above].sort((a, b) => a - b).join()}`;
    const block = alone ? undefined : blocks.get(key);
    if (block) {
      block.push(i);
      continue;
    }
    const group = [i];
    groups.push(group);
    if (!alone) blocks.set(key, group);
  }
  return groups;
}

/** Slightly higher than wide, because width is what a large family lacks. */
function columnsOf(members: number): number {
  return Math.max(1, Math.round(Math.sqrt(members * 0.8)));
}

/** The edges between cells, each once, short ones first; backward edges of a circle left out. */
function edgesOf(
  { children }: Neighbours,
  generation: Int32Array,
  cellOf: Int32Array,
  cells: readonly Cell[],
): (readonly [from: number, to: number])[] {
  const edges: (readonly [number, number])[] = [];
  for (const [i, { members }] of cells.entries()) {
    const to = new Set<number>();
    for (const member of members) {
      for (const child of children[member]!) {
        if (generation[child]! > generation[member]!) to.add(cellOf[child]!);
      }
    }
    for (const cell of to) edges.push([i, cell]);
  }
  const span = ([from, to]: readonly [number, number]) =>
    cells[to]!.generation - cells[from]!.generation;
  return edges.sort((a, b) => span(a) - span(b));
}
