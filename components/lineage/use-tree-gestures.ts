import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';

import type { Tree } from './use-tree';

/** A press that moves less than this is a press, not a drag, in pixels. */
const SLACK = 5;

/**
 * Dragging, pinching and pressing. The wheel scrolls the page, as everywhere; with Ctrl or Cmd,
 * as trackpads say when two fingers pinch, it zooms.
 */
export function useTreeGestures(
  area: RefObject<HTMLElement | null>,
  tree: RefObject<Tree | null>,
  onPress: (work: number) => void,
) {
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const travelled = useRef(0);

  const place = (event: { clientX: number; clientY: number }) => {
    const box = area.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      tree.current?.zoom(Math.exp(-event.deltaY / 240), at);
    };
    // React's own listener could not keep the page from zooming.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [area, tree]);

  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (pointers.current.size === 0) travelled.current = 0;
      pointers.current.set(event.pointerId, place(event));
    },
    onPointerMove(event: PointerEvent) {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const now = place(event);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      pointers.current.set(event.pointerId, now);
      travelled.current += Math.hypot(now.x - before.x, now.y - before.y);
      if (travelled.current < SLACK) return;
      const share = other ? 0.5 : 1;
      tree.current?.pan((now.x - before.x) * share, (now.y - before.y) * share);
      if (!other) return;
      const apart = (point: { x: number; y: number }) =>
        Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      tree.current?.zoom(apart(now) / apart(before), middle);
    },
    onPointerUp(event: PointerEvent) {
      if (!pointers.current.delete(event.pointerId) || travelled.current >= SLACK) return;
      const { x, y } = place(event);
      const work = tree.current?.workAt(x, y);
      if (work !== undefined) onPress(work);
    },
    onPointerCancel(event: PointerEvent) {
      pointers.current.delete(event.pointerId);
    },
  };
}
