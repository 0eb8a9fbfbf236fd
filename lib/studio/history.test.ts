import { describe, expect, it } from 'vitest';

import {
  canRedo,
  canUndo,
  commit,
  createHistory,
  goTo,
  mergeNodes,
  pathTo,
  redo,
  rootsOf,
  sibling,
  treeOf,
  undo,
  type History,
  type HistoryNode,
} from './history';
import { layoutHistory } from './history-layout';
import { createScene } from './scene';
import { testPoint } from './testing';

const node = (id: string, parent: string | null, at: number): HistoryNode => ({
  id,
  parent,
  at,
  label: id,
  scene: createScene(testPoint(at), testPoint(at + 1)),
});

/**
 * a ── b ── c
 *       └── d ── e
 */
function branched(): History {
  let history = createHistory(node('a', null, 1));
  history = commit(history, node('b', 'a', 2));
  history = commit(history, node('c', 'b', 3));
  history = undo(history);
  history = commit(history, node('d', 'b', 4));
  return commit(history, node('e', 'd', 5));
}

describe('history', () => {
  it('goes back and forth along the way that was gone', () => {
    let history = branched();
    expect(canRedo(history)).toBe(false);
    history = undo(undo(undo(history)));
    expect(history.current).toBe('a');
    expect(canUndo(history)).toBe(false);
    expect(undo(history)).toBe(history);
    history = redo(redo(redo(history)));
    expect(history.current).toBe('e');
  });

  it('keeps the branch that was turned off from', () => {
    const history = branched();
    expect(treeOf(history, 'a').map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(pathTo(history, 'c')).toEqual(['a', 'b', 'c']);
  });

  it('redoes into the branch last visited, not the newest', () => {
    let history = goTo(branched(), 'c');
    history = undo(undo(history));
    history = redo(redo(history));
    expect(history.current).toBe('c');
  });

  it('keeps the way forward when it jumps back on its own line', () => {
    const history = goTo(branched(), 'a');
    expect(redo(redo(redo(history))).current).toBe('e');
  });

  it('steps between branches', () => {
    const history = goTo(branched(), 'c');
    expect(sibling(history, 1)).toBe('d');
    expect(sibling(history, -1)).toBeUndefined();
  });

  it.each([null, 'lost'])('steps from the first picture of a visit to no other visit', (parent) => {
    const history = createHistory(node('b', parent, 2));
    const others = [node('a', null, 1), node('c', parent, 3)];
    expect(sibling(mergeNodes(history, others), -1)).toBeUndefined();
    expect(sibling(mergeNodes(history, others), 1)).toBeUndefined();
  });

  it('takes in scenes from elsewhere without moving, in any order and twice', () => {
    const elsewhere = [node('y', 'x', 12), node('x', null, 11), node('f', 'e', 13)];
    const once = mergeNodes(branched(), elsewhere);
    const twice = mergeNodes(once, elsewhere);
    expect(once.current).toBe('e');
    expect(treeOf(twice, 'x').map(({ id }) => id)).toEqual(['x', 'y']);
    expect(redo(once).current).toBe('f');
    expect(twice.children).toEqual(once.children);
  });

  it('treats a scene whose parent is gone as the first one', () => {
    const history = createHistory(node('orphan', 'lost', 1));
    expect(canUndo(history)).toBe(false);
    expect(pathTo(history, 'orphan')).toEqual(['orphan']);
  });

  it('finds every visit, also one whose first picture is gone', () => {
    const others = [node('x', null, 6), node('y', 'x', 7), node('g', 'lost', 8), node('h', 'g', 9)];
    const history = mergeNodes(branched(), [...others, node('alone', 'lost', 10)]);
    expect(rootsOf(history)).toEqual(['a', 'x', 'g', 'alone']);
    const all = rootsOf(history).flatMap((root) => treeOf(history, root));
    expect(all).toHaveLength(history.nodes.size);
  });
});

describe('layout of the history', () => {
  it('keeps the line that leads to the newest picture straight and puts branches beside it', () => {
    const { rows, lanes } = layoutHistory(branched(), 'a');
    const lane = Object.fromEntries(rows.map((row) => [row.node.id, row.lane]));
    expect(lane).toEqual({ a: 0, b: 0, c: 1, d: 0, e: 0 });
    expect(lanes).toBe(2);
    expect(rows.map((row) => row.node.id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('uses a lane again once its branch has ended', () => {
    let history = branched();
    history = commit(undo(commit(history, node('f', 'e', 6))), node('g', 'e', 7));
    const lane = Object.fromEntries(
      layoutHistory(history, 'a').rows.map((r) => [r.node.id, r.lane]),
    );
    expect(lane['c']).toBe(1);
    expect(lane['f']).toBe(1);
  });

  it('draws no two lines through one place', () => {
    let history = createHistory(node('0', null, 0));
    for (let i = 1; i < 60; i++) {
      const from = String((i * 7919) % i);
      history = commit(goTo(history, from), node(String(i), from, i));
    }
    const { rows } = layoutHistory(history, '0');
    const used = new Set<string>();
    for (const [index, row] of rows.entries()) {
      const key = `${index}:${row.lane}`;
      expect(used.has(key)).toBe(false);
      used.add(key);
      expect(row.parent === undefined || row.parent.row < index).toBe(true);
    }
    // A line runs in the child's lane from the fork down: nothing else may stand on it.
    for (const [index, row] of rows.entries()) {
      if (!row.parent) continue;
      for (let between = row.parent.row + 1; between < index; between++) {
        expect(rows[between]!.lane).not.toBe(row.lane);
      }
    }
  });

  it('puts a child below its parent even when clocks disagree', () => {
    let history = createHistory(node('late', null, 100));
    history = commit(history, node('early', 'late', 1));
    expect(layoutHistory(history, 'late').rows.map((r) => r.node.id)).toEqual(['late', 'early']);
  });
});
