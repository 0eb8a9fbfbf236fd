import type { WallPage } from './wall';

/** What hung when one left, for coming back to the same place on the wall. */
const walls = new Map<string, WallPage>();

/** What hangs on a wall now, given its first page as the server has it. */
export function hungBefore(key: string, first: WallPage): WallPage {
  const before = walls.get(key);
  // Something new at the beginning: the wall is hung anew.
  const isSame = first.works.every(({ id }, i) => before?.works[i]?.id === id);
  if (!before || !isSame) return first;
  // The labels of the first page are the server's: stars and words may be others by now.
  return { ...before, works: [...first.works, ...before.works.slice(first.works.length)] };
}

export function rememberWall(key: string, hung: WallPage): void {
  walls.set(key, hung);
}

/** After a work was changed, hidden or deleted: it may hang on any of them. */
export function forgetWalls(): void {
  walls.clear();
}
