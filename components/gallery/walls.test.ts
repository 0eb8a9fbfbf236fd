import { afterEach, expect, it } from 'vitest';

import type { WallWork } from './wall';
import { forgetWalls, hungBefore, rememberWall } from './walls';

afterEach(forgetWalls);

const work = (id: string, visibility: WallWork['visibility'] = 'public'): WallWork => ({
  ...{ id, kind: 'point', title: id, isUntitled: false, author: null, picture: null },
  ...{ resolution: 64, children: 0, stars: 0, visibility },
});
const pageOf = (...works: WallWork[]) => ({ works, next: 'after' });

it('hangs as one left it, with the first page as it is now', () => {
  rememberWall('own', pageOf(work('a'), work('b'), work('c')));
  expect(hungBefore('own', pageOf(work('a', 'private'), work('b'))).works).toEqual([
    work('a', 'private'),
    work('b'),
    work('c'),
  ]);
  expect(hungBefore('another', pageOf(work('a'))).works).toHaveLength(1);
});

it('is hung anew when something is new, or when one changed a work', () => {
  rememberWall('own', pageOf(work('a'), work('b'), work('c')));
  const now = pageOf(work('new'), work('a'));
  expect(hungBefore('own', now)).toBe(now);
  forgetWalls();
  const first = pageOf(work('a'), work('b'));
  expect(hungBefore('own', first)).toBe(first);
});
