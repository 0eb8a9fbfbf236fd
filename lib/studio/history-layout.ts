/** Places a tree of scenes as rows and lanes, the way a graph of versions is drawn. */
import { childrenOf, treeOf, type History, type HistoryNode } from './history';

export interface HistoryRow {
  readonly node: HistoryNode;
  /** 0 is the trunk: the line through the current branch. */
  readonly lane: number;
  /** The row and lane of the parent, to draw the line from. */
  readonly parent?: { readonly row: number; readonly lane: number };
}

export interface HistoryLayout {
  /** Oldest first; a child always stands below its parent. */
  readonly rows: readonly HistoryRow[];
  readonly lanes: number;
}

/**
 * Rows are in the order in which the scenes came about. The branch that leads to
 * the tip keeps lane 0; every other branch takes the first lane that is free
 * from the row of its fork to its own last row, so that no lines cross.
 */
export function layoutHistory(history: History, root: string): HistoryLayout {
  const nodes = treeOf(history, root).sort((a, b) => a.at - b.at);
  const rowOf = new Map(orderedRows(nodes).map((id, row) => [id, row]));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const trunk = new Set(lineThrough(history, history.tip));

  const laneOf = new Map<string, number>();
  const taken: { from: number; to: number }[][] = [];
  const place = (start: string, forkRow: number) => {
    const line = branchFrom(history, start, trunk);
    const to = rowOf.get(line.at(-1)!)!;
    const overlaps = (lane: number) =>
      (taken[lane] ?? []).some((used) => used.from <= to && forkRow <= used.to);
    let lane = trunk.has(start) || start === root ? 0 : 1;
    while (overlaps(lane)) lane++;
    (taken[lane] ??= []).push({ from: forkRow, to });
    for (const id of line) laneOf.set(id, lane);
    for (const id of line) {
      for (const child of childrenOf(history, id)) {
        if (!laneOf.has(child)) place(child, rowOf.get(id)!);
      }
    }
  };
  place(root, 0);

  const rows = [...rowOf.keys()].map((id): HistoryRow => {
    const node = byId.get(id)!;
    const base = { node, lane: laneOf.get(id)! };
    if (node.parent === null || !byId.has(node.parent)) return base;
    return {
      ...base,
      parent: { row: rowOf.get(node.parent)!, lane: laneOf.get(node.parent)! },
    };
  });
  return { rows, lanes: Math.max(...rows.map((row) => row.lane)) + 1 };
}

/** Clocks of two tabs may disagree: a child is moved below its parent in any case. */
function orderedRows(byTime: readonly HistoryNode[]): string[] {
  const ids = new Set(byTime.map((node) => node.id));
  const done = new Set<string>();
  const waiting = new Map<string, string[]>();
  const order: string[] = [];
  const add = (id: string) => {
    const open = [id];
    while (open.length > 0) {
      const next = open.shift()!;
      done.add(next);
      order.push(next);
      open.push(...(waiting.get(next) ?? []));
    }
  };
  for (const node of byTime) {
    const { id, parent } = node;
    if (parent === null || !ids.has(parent) || done.has(parent)) add(id);
    else waiting.set(parent, [...(waiting.get(parent) ?? []), id]);
  }
  return order;
}

/** All ids on the way from a root to this leaf. */
function lineThrough(history: History, leaf: string): string[] {
  const line: string[] = [];
  for (
    let node = history.nodes.get(leaf);
    node;
    node = node.parent === null ? undefined : history.nodes.get(node.parent)
  ) {
    line.push(node.id);
  }
  return line;
}

/** A branch from its first node on: along the trunk where there is one, else along the newest child. */
function branchFrom(history: History, start: string, trunk: ReadonlySet<string>): string[] {
  const line = [start];
  for (;;) {
    const children = childrenOf(history, line.at(-1)!);
    const next = children.find((id) => trunk.has(id)) ?? children.at(-1);
    if (next === undefined) return line;
    line.push(next);
  }
}
