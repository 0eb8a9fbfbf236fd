import type { FamilyPlace } from '@/lib/lineage/family-file';
import type { LineageLayout, Line } from '@/lib/lineage/layout';

import type { TreePictures } from './pictures';
import type { Size, View } from './view';

export interface Scene {
  readonly layout: LineageLayout;
  readonly places: readonly (FamilyPlace | null)[];
  readonly self: number;
  /** The work in focus. */
  readonly focus: number;
}

export interface Colours {
  readonly line: string;
  readonly strong: string;
  readonly accent: string;
  readonly ground: string;
  readonly empty: string;
}

/** Below this many pixels a picture is a plain square. */
const SMALLEST_PICTURE = 22;
/** Below this, lines need no bends. */
const SMALLEST_BEND = 9;

/** More lines than this at one work are thin. */
const MANY = 24;

/** The page's own colours, as they are now. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    line: read('--edge'),
    strong: read('--ink'),
    accent: read('--accent'),
    ground: read('--surface'),
    empty: read('--line'),
  };
}

const reaches = new WeakMap<Line, { left: number; right: number }>();

/** How far a line goes to both sides; remembered, because it is asked for in every frame. */
function reachOf(line: Line): { left: number; right: number } {
  const known = reaches.get(line);
  if (known) return known;
  const xs = line.points.map(({ x }) => x);
  const reach = { left: Math.min(...xs), right: Math.max(...xs) };
  reaches.set(line, reach);
  return reach;
}

/** Paints what is in sight of a family. The context's unit is a pixel of the window. */
export function paintTree(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  window: Size,
  pictures: TreePictures,
  colours: Colours,
): void {
  const { layout, focus } = scene;
  const { scale } = view;
  const toX = (x: number) => (x - view.left) * scale;
  const toY = (y: number) => (y - view.top) * scale;
  context.clearRect(0, 0, window.width, window.height);

  context.fillStyle = colours.empty;
  context.globalAlpha = 0.45;
  for (const { left, top, width, height } of layout.blocks) {
    const pad = 0.1 * scale;
    const [x, y] = [toX(left) - pad, toY(top) - pad];
    context.beginPath();
    context.roundRect(x, y, width * scale + 2 * pad, height * scale + 2 * pad, 0.16 * scale);
    context.fill();
  }
  context.globalAlpha = 1;

  const isNear = (line: Line) => line.parent === focus || line.children.includes(focus);
  const strokeLines = (lines: readonly Line[], colour: string, width: number) => {
    context.beginPath();
    for (const line of lines) {
      const { points } = line;
      const first = points[0]!;
      if (toY(points.at(-1)!.y) < 0 || toY(first.y) > window.height) continue;
      const { left, right } = reachOf(line);
      if (toX(right) < 0 || toX(left) > window.width) continue;
      context.moveTo(toX(first.x), toY(first.y));
      for (let i = 1; i < points.length; i++) {
        const [from, to] = [points[i - 1]!, points[i]!];
        const [x, y] = [toX(to.x), toY(to.y)];
        const middle = (toY(from.y) + y) / 2;
        if (scale < SMALLEST_BEND) context.lineTo(x, y);
        else context.bezierCurveTo(toX(from.x), middle, x, middle, x, y);
      }
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  };
  context.globalAlpha = scale < SMALLEST_BEND ? 0.5 : 0.8;
  strokeLines(layout.lines, colours.line, scale < SMALLEST_BEND ? 0.75 : 1.25);
  context.globalAlpha = 1;
  const near = layout.lines.filter(isNear);
  // Hundreds side by side would be one dark wedge.
  context.globalAlpha = near.length > MANY ? 0.5 : 1;
  strokeLines(near, colours.accent, near.length > MANY ? 1 : 2);
  context.globalAlpha = 1;

  const side = Math.max(scale, 2);
  for (let i = 0; i < layout.x.length; i++) {
    const [x, y] = [toX(layout.x[i]!) - side / 2, toY(layout.y[i]!) - side / 2];
    if (x + side < 0 || y + side < 0 || x > window.width || y > window.height) continue;
    paintPlace(context, scene, i, { x, y, side }, pictures, colours);
  }
  pictures.endRound();
}

function paintPlace(
  context: CanvasRenderingContext2D,
  { places, self, focus }: Scene,
  i: number,
  { x, y, side }: { x: number; y: number; side: number },
  pictures: TreePictures,
  colours: Colours,
): void {
  const place = places[i];
  if (!place) {
    context.setLineDash([3, 3]);
    context.strokeStyle = colours.line;
    context.fillStyle = colours.ground;
    context.lineWidth = 1;
    context.fillRect(x, y, side, side);
    context.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1);
    context.setLineDash([]);
  } else if (side < SMALLEST_PICTURE) {
    context.fillStyle = i === self ? colours.accent : colours.strong;
    context.fillRect(x, y, side, side);
  } else {
    const picture = place.picture === null ? undefined : pictures.get(place.picture);
    context.fillStyle = colours.empty;
    context.fillRect(x, y, side, side);
    if (picture) context.drawImage(picture, x, y, side, side);
  }
  const ring = i === focus ? 3 : i === self ? 1.5 : 0;
  if (ring === 0) return;
  context.strokeStyle = colours.accent;
  context.lineWidth = ring;
  const gap = 3;
  context.strokeRect(x - gap, y - gap, side + 2 * gap, side + 2 * gap);
}
