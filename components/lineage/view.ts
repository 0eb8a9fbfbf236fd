/** What of a plane is seen in a window, and how it changes. Plain data, pure functions. */

export interface View {
  /** The place of the plane in the window's upper left corner. */
  readonly left: number;
  readonly top: number;
  /** Pixels a unit: the side of a picture. */
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A picture is never shown larger than this, in pixels. */
const LARGEST = 180;
/** Where one looks first at a large family, in pixels. */
export const READABLE = 72;
/** A family that fits at this size is shown whole. */
const STILL_READABLE = 30;
/** Room around, in sides of a picture. */
const MARGIN = 0.6;

export function centredOn({ x, y }: Point, scale: number, window: Size): View {
  return { left: x - window.width / scale / 2, top: y - window.height / scale / 2, scale };
}

/** All of a plane, but not larger than it is comfortable to look at. */
export function wholeView(plane: Size, window: Size): View {
  const scale = Math.min(
    window.width / (plane.width + 2 * MARGIN),
    window.height / (plane.height + 2 * MARGIN),
    READABLE * 1.5,
  );
  return centredOn({ x: plane.width / 2, y: plane.height / 2 }, scale, window);
}

/**
 * Whole while one can make something out; else the surroundings of the work itself, without
 * more emptiness beyond the family's edge than its margin.
 */
export function firstView(plane: Size, self: Point, window: Size): View {
  const whole = wholeView(plane, window);
  if (whole.scale >= STILL_READABLE) return whole;
  const { left, top, scale } = centredOn(self, READABLE, window);
  const within = (edge: number, seen: number, length: number) =>
    seen > length + 2 * MARGIN
      ? (length - seen) / 2
      : Math.min(length + MARGIN - seen, Math.max(-MARGIN, edge));
  return {
    left: within(left, window.width / scale, plane.width),
    top: within(top, window.height / scale, plane.height),
    scale,
  };
}

/** Larger or smaller by a factor; what is at `at` (in pixels of the window) stays there. */
export function zoomed(view: View, factor: number, at: Point, plane: Size, window: Size): View {
  const smallest = Math.min(wholeView(plane, window).scale, READABLE);
  const scale = Math.min(LARGEST, Math.max(smallest, view.scale * factor));
  return {
    left: view.left + at.x / view.scale - at.x / scale,
    top: view.top + at.y / view.scale - at.y / scale,
    scale,
  };
}

/** Moved by pixels, as far as something of the plane stays in the middle of the window. */
export function moved(view: View, by: Point, plane: Size, window: Size): View {
  const half = { x: window.width / view.scale / 2, y: window.height / view.scale / 2 };
  const clamp = (value: number, half: number, length: number) =>
    Math.min(length - half, Math.max(-half, value));
  return {
    ...view,
    left: clamp(view.left - by.x / view.scale, half.x, plane.width),
    top: clamp(view.top - by.y / view.scale, half.y, plane.height),
  };
}

/** The view that has a place in it, moved no further than it must. */
export function withInSight(view: View, { x, y }: Point, window: Size): View {
  const room = 1;
  const shift = (edge: number, length: number, at: number) => {
    if (length < 2 * room) return at - length / 2;
    return Math.min(at - room, Math.max(at + room - length, edge));
  };
  return {
    ...view,
    left: shift(view.left, window.width / view.scale, x),
    top: shift(view.top, window.height / view.scale, y),
  };
}
