/** What a picture grew from, told from the history and from where its pictures came. */
import { samePoint } from '@/lib/latent/blend';
import type { LatentPoint } from '@/lib/latent/point';

import type { History, HistoryNode } from './history';
import type { Origins } from './origins';

/** As many as a work can have. */
const MOST = 24;

/**
 * The works that the current picture grew from: the one it is or varies, both ends of a
 * blend (A before B), none for a picture that began by itself. Goes back step by step until
 * a work is met.
 * @returns ids, each once
 */
export function parentsOfPicture(history: History, origins: Pick<Origins, 'of'>): string[] {
  const found = new Set<string>();
  const looked = new Set<string>();
  // What is still to be looked into, the next one last.
  const open: (HistoryNode | LatentPoint)[] = [history.nodes.get(history.current)!];
  while (open.length > 0 && found.size < MOST) {
    const next = open.pop()!;
    const node = 'scene' in next ? next : nodeShowing(history, next, looked);
    const works = origins.of('scene' in next ? next.scene.point : next);
    for (const work of works) found.add(work);
    if (works.length > 0 || !node || looked.has(node.id)) continue;
    looked.add(node.id);

    const { point, between } = node.scene;
    const { a, b, position } = between;
    const parent = node.parent === null ? undefined : history.nodes.get(node.parent);
    if (position !== null && position > 0 && position < 1) open.push(b, a);
    else if (!node.isBeginning && parent) open.push(parent);
    // A picture from the strip or a link may have been made here, earlier.
    else open.push(point);
  }
  return [...found].slice(0, MOST);
}

/** The works that any of these pictures came from, in order, each once. */
export function parentsOfPoints(
  points: readonly LatentPoint[],
  origins: Pick<Origins, 'of'>,
): string[] {
  return [...new Set(points.flatMap((point) => origins.of(point)))].slice(0, MOST);
}

function nodeShowing(
  history: History,
  point: LatentPoint,
  looked: ReadonlySet<string>,
): HistoryNode | undefined {
  for (const node of history.nodes.values()) {
    if (!looked.has(node.id) && samePoint(node.scene.point, point)) return node;
  }
  return undefined;
}
