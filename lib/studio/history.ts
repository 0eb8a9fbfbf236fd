/**
 * The Studio's memory: a forest of scenes in which nothing is ever thrown away.
 * Going back and turning off makes a branch. Nodes never change once they are
 * in; so tabs and visits can be brought together by adding nodes.
 */
import type { Scene } from './scene';

export interface HistoryNode {
  readonly id: string;
  /** Null for the first scene of a visit. */
  readonly parent: string | null;
  readonly scene: Scene;
  /** What led here, e.g. "Rolled the dice". */
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The picture has nothing of the one before: dice, a link, a kept picture. */
  readonly isBeginning?: true;
}

export interface History {
  readonly nodes: ReadonlyMap<string, HistoryNode>;
  /** Children of a node, oldest first; those of `null` are the roots. */
  readonly children: ReadonlyMap<string | null, readonly string[]>;
  /** Where we are. */
  readonly current: string;
  /** The leaf that redo goes towards: the current node or one below it. */
  readonly tip: string;
}

export function createHistory(root: HistoryNode): History {
  return {
    nodes: new Map([[root.id, root]]),
    children: new Map([[root.parent, [root.id]]]),
    current: root.id,
    tip: root.id,
  };
}

export function currentNode(history: History): HistoryNode {
  return nodeOf(history, history.current);
}

/** Adds a node below its parent and goes there. */
export function commit(history: History, node: HistoryNode): History {
  return { ...mergeNodes(history, [node]), current: node.id, tip: node.id };
}

/** Takes in nodes from elsewhere (an earlier visit, another tab); stays where it is. */
export function mergeNodes(history: History, added: Iterable<HistoryNode>): History {
  const nodes = new Map(history.nodes);
  const children = new Map(history.children);
  for (const node of added) {
    if (nodes.has(node.id)) continue;
    nodes.set(node.id, node);
    const siblings = [...(children.get(node.parent) ?? []), node.id];
    siblings.sort((a, b) => nodes.get(a)!.at - nodes.get(b)!.at);
    children.set(node.parent, siblings);
  }
  return { ...history, nodes, children };
}

export function canUndo(history: History): boolean {
  return parentOf(history, history.current) !== null;
}

export function canRedo(history: History): boolean {
  return childrenOf(history, history.current).length > 0;
}

/** One step back; the tip stays, so that redo returns the same way. */
export function undo(history: History): History {
  const parent = parentOf(history, history.current);
  return parent === null ? history : { ...history, current: parent };
}

/** One step towards the tip. */
export function redo(history: History): History {
  const towardsTip = history.current === history.tip ? undefined : stepTowardsTip(history);
  const next = towardsTip ?? childrenOf(history, history.current).at(-1);
  if (next === undefined) return history;
  return towardsTip
    ? { ...history, current: next }
    : { ...history, current: next, tip: newestLeaf(history, next) };
}

/** Goes to any node; redo from there follows the branch last worked on. */
export function goTo(history: History, id: string): History {
  if (!history.nodes.has(id)) return history;
  const moved = { ...history, current: id };
  const onTheWay = pathTo(history, history.tip).includes(id);
  return onTheWay ? moved : { ...moved, tip: newestLeaf(history, id) };
}

/** The sibling branch before (-1) or after (1) the current one, or nothing. Visits are no branches. */
export function sibling(history: History, step: -1 | 1): string | undefined {
  const parent = parentOf(history, history.current);
  if (parent === null) return undefined;
  const siblings = childrenOf(history, parent);
  return siblings[siblings.indexOf(history.current) + step];
}

export function childrenOf(history: History, id: string | null): readonly string[] {
  return history.children.get(id) ?? [];
}

/** The ids from the root to a node, both included; nothing for a node that is not known (yet). */
export function pathTo(history: History, id: string): string[] {
  const path: string[] = [];
  let at: string | null = history.nodes.has(id) ? id : null;
  for (; at !== null; at = parentOf(history, at)) path.push(at);
  return path.reverse();
}

/** The first scenes of all visits, oldest first: also of those whose beginning is not known any more. */
export function rootsOf(history: History): string[] {
  return [...history.nodes.values()]
    .filter(({ id }) => parentOf(history, id) === null)
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id);
}

/** The first scene of the visit a node belongs to. */
export function rootOf(history: History, id: string): string {
  return pathTo(history, id)[0]!;
}

/** A node's tree: the node and all below it, parents before children. */
export function treeOf(history: History, root: string): HistoryNode[] {
  const found: HistoryNode[] = [];
  const open = [root];
  while (open.length > 0) {
    const id = open.pop()!;
    found.push(nodeOf(history, id));
    open.push(...[...childrenOf(history, id)].reverse());
  }
  return found;
}

function nodeOf(history: History, id: string): HistoryNode {
  return history.nodes.get(id)!;
}

/** A parent that is not known (made by a model that is gone, say) counts as none. */
function parentOf(history: History, id: string): string | null {
  const parent = nodeOf(history, id).parent;
  return parent !== null && history.nodes.has(parent) ? parent : null;
}

function stepTowardsTip(history: History): string | undefined {
  const path = pathTo(history, history.tip);
  const here = path.indexOf(history.current);
  return here < 0 ? undefined : path[here + 1];
}

function newestLeaf(history: History, from: string): string {
  let id = from;
  for (;;) {
    const next = childrenOf(history, id).at(-1);
    if (next === undefined) return id;
    id = next;
  }
}
