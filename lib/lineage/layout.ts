import { cellsOf, type Cell, type CellGraph } from './cells';
import { generationsOf, neighboursOf, type Lineage } from './lineage';
import { ordering } from './order';
import { atOnce, type Steps } from './pausing';
import { placeInRow } from './place';

/** A place in the plane, in sides of a picture; y grows downwards, with the generations. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Works that share their parents, drawn close together. */
export interface Block {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly members: readonly number[];
  readonly columns: number;
}

/** The line from a work to one that grew from it, or to a block of them. */
export interface Line {
  readonly parent: number;
  /** One work, or all of a block. */
  readonly children: readonly number[];
  /** From the lower edge of the parent, through gaps between others, to the upper edge below. */
  readonly points: readonly Place[];
}

/** Where everything of a family stands. Pictures have a side of 1. */
export interface LineageLayout {
  /** Centres of the works. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 0 for the oldest. */
  readonly generation: Int32Array;
  readonly blocks: readonly Block[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** Room between neighbours, within a block and between generations, in sides of a picture. */
const GAP = 0.4;
const BLOCK_GAP = 0.12;
const GENERATION_GAP = 0.9;
/** Where lines lead far to the side generations move apart: flatter ones than 1 : 8 cannot be followed. */
const FLATTEST = 8;
const LARGEST_GAP = 3.5;
/** What a passing line takes of a row. */
const BEND_WIDTH = 0.1;
/** Times that the rows are put in place, down and up. */
const SWEEPS = 12;

/**
 * A layered drawing of a family (Sugiyama et al. 1981): generations are rows, edges lead
 * downwards, parents stand over the middle of their children as far as their neighbours let
 * them. Takes a family of 5,000 works in well under a second.
 */
export function layoutLineage(lineage: Lineage): LineageLayout {
  return atOnce(layingOut(lineage));
}

/** The same, step by step: of thousands each takes some hundredths of a second at most. */
export function* layingOut(lineage: Lineage): Steps<LineageLayout> {
  const neighbours = neighboursOf(lineage);
  const generation = generationsOf(neighbours);
  yield;
  const graph = cellsOf(neighbours, generation);
  const { cells } = graph;
  yield;
  const order = yield* ordering(graph);
  const centre = yield* centring(graph, order);

  const gapsAbove = gapsOf(graph, centre, order.length);
  const tops: number[] = [];
  let height = 0;
  for (const [level, row] of order.entries()) {
    tops.push(level === 0 ? 0 : height + gapsAbove[level]!);
    height = tops.at(-1)! + Math.max(0, ...heightsOf(row, cells));
  }

  const x = new Float64Array(lineage.count);
  const y = new Float64Array(lineage.count);
  const blocks: Block[] = [];
  for (const [i, cell] of cells.entries()) {
    const { members, columns } = cell;
    const left = centre[i]! - widthOf(cell) / 2;
    const top = tops[cell.generation]!;
    for (const [k, member] of members.entries()) {
      x[member] = left + 0.5 + (k % columns) * (1 + BLOCK_GAP);
      y[member] = top + 0.5 + Math.floor(k / columns) * (1 + BLOCK_GAP);
    }
    if (members.length > 1) {
      const block = { left, top, width: widthOf(cell), height: heightOf(cell), members, columns };
      blocks.push(block);
    }
  }
  const lines = graph.routes.map((route) => lineOf(route, graph, { x, y, tops, centre }));
  const right = Math.max(0, ...order.map((row) => rightOf(row.at(-1), cells, centre)));
  return { x, y, generation, blocks, lines, width: right, height };
}

function widthOf({ members, columns }: Cell): number {
  return members.length === 0 ? BEND_WIDTH : columns + (columns - 1) * BLOCK_GAP;
}

function heightOf({ members, columns }: Cell): number {
  if (members.length === 0) return 0;
  const rows = Math.ceil(members.length / columns);
  return rows + (rows - 1) * BLOCK_GAP;
}

/** The heights in a row, each once: a row of thousands is too long a list of arguments. */
function heightsOf(row: readonly number[], cells: readonly Cell[]): number[] {
  return [...new Set(row.map((cell) => heightOf(cells[cell]!)))];
}

function rightOf(cell: number | undefined, cells: readonly Cell[], centre: Float64Array): number {
  return cell === undefined ? 0 : centre[cell]! + widthOf(cells[cell]!) / 2;
}

/** Room above each generation: more where the lines to it lead far to the side on average. */
function gapsOf({ cells, above }: CellGraph, centre: Float64Array, levels: number): number[] {
  const sideways = new Float64Array(levels);
  const lines = new Float64Array(levels);
  for (const [i, { generation }] of cells.entries()) {
    for (const other of above[i]!) {
      sideways[generation]! += Math.abs(centre[other]! - centre[i]!);
      lines[generation]!++;
    }
  }
  return Array.from({ length: levels }, (_, level) => {
    const mean = sideways[level]! / Math.max(1, lines[level]!);
    return Math.min(LARGEST_GAP, Math.max(GENERATION_GAP, mean / FLATTEST));
  });
}

/** The middle of each cell, from 0 at the left edge of the leftmost one. */
function* centring(
  { cells, above, below }: CellGraph,
  order: readonly (readonly number[])[],
): Steps<Float64Array> {
  const centre = new Float64Array(cells.length);
  const gaps = order.map((row) =>
    row.map((cell, i) =>
      i === 0 ? 0 : (widthOf(cells[row[i - 1]!]!) + widthOf(cells[cell]!)) / 2 + GAP,
    ),
  );
  for (const [level, row] of order.entries()) {
    let at = 0;
    for (const [i, cell] of row.entries()) centre[cell] = at += gaps[level]![i]!;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    // Up first: where children stand close together, their parents follow them.
    const up = sweep % 2 === 0;
    const levels = [...order.keys()];
    for (const level of up ? levels.reverse() : levels) {
      const row = order[level]!;
      const wishes = row.map((cell) => wishOf(centre, up ? below[cell]! : above[cell]!, cell));
      const weights = row.map((cell) => 0.1 + (up ? below : above)[cell]!.length);
      const places = placeInRow(wishes, gaps[level]!, weights);
      for (const [i, cell] of row.entries()) centre[cell] = places[i]!;
    }
    yield;
  }
  let left = Infinity;
  for (const [i, cell] of cells.entries()) left = Math.min(left, centre[i]! - widthOf(cell) / 2);
  if (left !== Infinity) for (let i = 0; i < centre.length; i++) centre[i]! -= left;
  return centre;
}

/** Over or under the middle of its neighbours; where it is, without any. */
function wishOf(centre: Float64Array, others: readonly number[], cell: number): number {
  if (others.length === 0) return centre[cell]!;
  return others.reduce((sum, other) => sum + centre[other]!, 0) / others.length;
}

interface Placed {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly tops: readonly number[];
  readonly centre: Float64Array;
}

/** The line of a route; it begins at one work, because nothing grows from a block. */
function lineOf(route: readonly number[], { cells }: CellGraph, placed: Placed): Line {
  const parent = cells[route[0]!]!.members[0]!;
  const last = cells[route.at(-1)!]!;
  const bends = route.slice(1, -1).map((bend) => ({
    x: placed.centre[bend]!,
    y: placed.tops[cells[bend]!.generation]! + 0.5,
  }));
  return {
    parent,
    children: last.members,
    points: [
      { x: placed.x[parent]!, y: placed.y[parent]! + 0.5 },
      ...bends,
      { x: placed.centre[route.at(-1)!]!, y: placed.tops[last.generation]! },
    ],
  };
}
