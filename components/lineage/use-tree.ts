import { useEffect, useMemo, useRef, type RefObject } from 'react';

import { useReducedMotion } from '@/components/points/hooks';
import type { FamilyFile } from '@/lib/lineage/family-file';
import type { LineageLayout } from '@/lib/lineage/layout';

import { coloursOf, paintTree } from './paint-tree';
import { createTreePictures } from './pictures';
import {
  centredOn,
  firstView,
  READABLE,
  moved,
  wholeView,
  withInSight,
  zoomed,
  type Size,
  type View,
} from './view';

/** Hands for a painted family. */
export interface Tree {
  /** By pixels. */
  pan(x: number, y: number): void;
  /** Around a place in the window, in pixels; around its middle without one. */
  zoom(factor: number, at?: { readonly x: number; readonly y: number }): void;
  showAll(): void;
  showSelf(): void;
  /** Moves the view, if it must, so that a work is in sight. */
  reveal(work: number): void;
  /** The work at a place in the window. */
  workAt(x: number, y: number): number | undefined;
}

/** How long the view glides to another place, in milliseconds. */
const GLIDE_MS = 220;

/** Paints a family on a canvas, past React: a frame should cost no more than its lines. */
export function useTree(
  canvas: RefObject<HTMLCanvasElement | null>,
  family: FamilyFile,
  layout: LineageLayout,
  focus: number,
): RefObject<Tree | null> {
  const tree = useRef<Tree | null>(null);
  const repaint = useRef<() => void>(() => undefined);
  const focused = useRef(focus);
  const still = useReducedMotion();
  const motion = useRef(still);
  const plane = useMemo(() => ({ width: layout.width, height: layout.height }), [layout]);

  useEffect(() => {
    motion.current = still;
  });
  useEffect(() => {
    focused.current = focus;
    repaint.current();
  }, [focus]);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    let view: View | undefined;
    let size: Size = { width: 0, height: 0 };
    let frame = 0;
    let glide = 0;
    const pictures = createTreePictures(family.places.length, () => paintSoon());

    const paint = () => {
      frame = 0;
      if (!view) return;
      const { places, self } = family;
      const scene = { layout, places, self, focus: focused.current };
      paintTree(context, scene, view, size, pictures, coloursOf(element));
    };
    const paintSoon = () => {
      frame ||= requestAnimationFrame(paint);
    };
    const place = (work: number) => ({ x: layout.x[work]!, y: layout.y[work]! });
    const show = (next: View) => {
      cancelAnimationFrame(glide);
      view = next;
      paintSoon();
    };
    const glideTo = (to: View) => {
      const from = view;
      if (!from || motion.current) return show(to);
      cancelAnimationFrame(glide);
      const began = performance.now();
      const step = (now: number) => {
        const t = Math.min(1, Math.max(0, (now - began) / GLIDE_MS));
        const eased = 1 - (1 - t) ** 3;
        const between = (a: number, b: number) => a + (b - a) * eased;
        view = {
          left: between(from.left, to.left),
          top: between(from.top, to.top),
          scale: between(from.scale, to.scale),
        };
        paint();
        if (t < 1) glide = requestAnimationFrame(step);
      };
      glide = requestAnimationFrame(step);
    };

    const fit = () => {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) return;
      const ratio = window.devicePixelRatio || 1;
      element.width = Math.round(box.width * ratio);
      element.height = Math.round(box.height * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const middle = view && {
        x: view.left + size.width / view.scale / 2,
        y: view.top + size.height / view.scale / 2,
      };
      size = { width: box.width, height: box.height };
      view =
        view && middle
          ? centredOn(middle, view.scale, size)
          : firstView(plane, place(family.self), size);
      // At once: a canvas that was given another size is empty.
      paint();
    };
    const resizing = new ResizeObserver(fit);
    resizing.observe(element);
    // Another theme has other colours.
    const theme = new MutationObserver(paintSoon);
    theme.observe(document.documentElement, { attributeFilter: ['class'] });
    repaint.current = paintSoon;

    tree.current = {
      pan: (x, y) => view && show(moved(view, { x, y }, plane, size)),
      zoom: (factor, at = { x: size.width / 2, y: size.height / 2 }) =>
        view && show(zoomed(view, factor, at, plane, size)),
      showAll: () => glideTo(wholeView(plane, size)),
      showSelf: () =>
        glideTo(centredOn(place(family.self), Math.max(view?.scale ?? 0, READABLE), size)),
      reveal: (work) => view && glideTo(withInSight(view, place(work), size)),
      workAt(x, y) {
        if (!view) return undefined;
        const at = { x: view.left + x / view.scale, y: view.top + y / view.scale };
        // Never smaller than a fingertip may miss.
        const reach = Math.max(0.5, 12 / view.scale);
        let best: number | undefined;
        let nearest = reach;
        for (let i = 0; i < layout.x.length; i++) {
          const distance = Math.max(Math.abs(layout.x[i]! - at.x), Math.abs(layout.y[i]! - at.y));
          if (distance <= nearest) [best, nearest] = [i, distance];
        }
        return best;
      },
    };
    return () => {
      tree.current = null;
      repaint.current = () => undefined;
      resizing.disconnect();
      theme.disconnect();
      cancelAnimationFrame(frame);
      cancelAnimationFrame(glide);
      pictures.close();
    };
  }, [canvas, family, layout, plane]);
  return tree;
}
