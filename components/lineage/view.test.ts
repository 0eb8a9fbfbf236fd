import { describe, expect, it } from 'vitest';

import { centredOn, firstView, moved, wholeView, withInSight, zoomed, type View } from './view';

const window = { width: 800, height: 500 };
const large = { width: 2000, height: 40 };
const onScreen = (view: View, { x, y }: { x: number; y: number }) => ({
  x: (x - view.left) * view.scale,
  y: (y - view.top) * view.scale,
});

function expectMiddle({ x, y }: { x: number; y: number }) {
  expect(x).toBeCloseTo(400);
  expect(y).toBeCloseTo(250);
}

describe('the view of a family', () => {
  it('shows all of it when asked, and never larger than comfortable', () => {
    for (const plane of [large, { width: 1, height: 1 }, { width: 3, height: 900 }]) {
      const view = wholeView(plane, window);
      const [from, to] = [
        onScreen(view, { x: 0, y: 0 }),
        onScreen(view, { x: plane.width, y: plane.height }),
      ];
      expect(from.x).toBeGreaterThanOrEqual(0);
      expect(from.y).toBeGreaterThanOrEqual(0);
      expect(to.x).toBeLessThanOrEqual(800);
      expect(to.y).toBeLessThanOrEqual(500);
      expect(view.scale).toBeLessThan(120);
    }
  });

  it('begins with the whole of a small one and with the work itself in a large one', () => {
    const small = { width: 6, height: 4 };
    expect(firstView(small, { x: 1, y: 1 }, window)).toEqual(wholeView(small, window));
    const self = { x: 1500, y: 20 };
    expectMiddle(onScreen(firstView(large, self, window), self));
    // The oldest stands near the upper edge, not in the middle of nothing.
    const { x, y } = onScreen(firstView(large, { x: 1500, y: 0.5 }, window), { x: 1500, y: 0.5 });
    expect(x).toBeCloseTo(400);
    expect(y).toBeLessThan(120);
    const strip = { width: 3, height: 900 };
    expect(onScreen(firstView(strip, { x: 1, y: 400 }, window), { x: 1.5, y: 400 }).x).toBeCloseTo(
      400,
    );
  });

  it('zooms around the pointer, within bounds', () => {
    const view = centredOn({ x: 100, y: 10 }, 50, window);
    const at = { x: 130, y: 420 };
    const place = { x: view.left + at.x / 50, y: view.top + at.y / 50 };
    const near = zoomed(view, 2, at, large, window);
    expect(near.scale).toBe(100);
    expect(onScreen(near, place).x).toBeCloseTo(at.x);
    expect(onScreen(near, place).y).toBeCloseTo(at.y);
    expect(zoomed(view, 1e9, at, large, window).scale).toBeLessThan(200);
    expect(zoomed(view, 1e-9, at, large, window).scale).toBeCloseTo(wholeView(large, window).scale);
  });

  it('moves with the hand and never loses the family', () => {
    const view = centredOn({ x: 100, y: 10 }, 50, window);
    expect(moved(view, { x: 50, y: -100 }, large, window)).toEqual({
      left: view.left - 1,
      top: view.top + 2,
      scale: 50,
    });
    const away = moved(view, { x: 1e9, y: 1e9 }, large, window);
    expectMiddle(onScreen(away, { x: 0, y: 0 }));
  });

  it('brings a work into sight without moving more than it must', () => {
    const view = centredOn({ x: 100, y: 10 }, 50, window);
    expect(withInSight(view, { x: 101, y: 10 }, window)).toEqual(view);
    const right = withInSight(view, { x: 150, y: 10 }, window);
    expect(onScreen(right, { x: 150, y: 10 }).x).toBeCloseTo(750);
    expect(right.top).toBe(view.top);
  });
});
