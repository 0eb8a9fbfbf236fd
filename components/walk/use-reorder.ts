'use client';

import { useRef, useState, type PointerEvent, type RefObject } from 'react';

/** An item on its way to another place. */
interface Drag {
  readonly from: number;
  readonly to: number;
  /** Distance from its own place, in pixels. */
  readonly offset: number;
}

/** A press becomes a drag after this many pixels. */
const THRESHOLD = 6;
/** Within this distance from an edge the row scrolls along. */
const EDGE = 48;

/**
 * Reordering a horizontal row by pointer. `list` goes on the scrolling row; its
 * items carry `data-item`. Start with `start(index)` on pointer down.
 */
export function useReorder(
  list: RefObject<HTMLElement | null>,
  onMove: (from: number, to: number) => void,
) {
  const [drag, setDrag] = useState<Drag>();
  /** A click that ends a drag is none. */
  const dragged = useRef(false);

  const start = (from: number) => (event: PointerEvent<HTMLElement>) => {
    const row = list.current;
    if (!row || event.button !== 0) return;
    const handle = event.currentTarget;
    const { pointerId } = event;
    const places = [...row.querySelectorAll<HTMLElement>('[data-item]')].map((item) => {
      const { left, width } = item.getBoundingClientRect();
      return left + row.scrollLeft + width / 2;
    });
    const startX = event.clientX + row.scrollLeft;
    let to = from;
    dragged.current = false;

    const move = (moved: globalThis.PointerEvent) => {
      if (moved.pointerId !== pointerId) return;
      const offset = moved.clientX + row.scrollLeft - startX;
      if (!dragged.current) {
        if (Math.abs(offset) < THRESHOLD) return;
        dragged.current = true;
        handle.setPointerCapture(pointerId);
      }
      const centre = places[from]! + offset;
      to = places.filter((place, i) => i !== from && place < centre).length;
      setDrag({ from, to, offset });
      const { left, right } = row.getBoundingClientRect();
      if (moved.clientX < left + EDGE) row.scrollLeft -= 8;
      if (moved.clientX > right - EDGE) row.scrollLeft += 8;
    };
    const end = (ended: Event) => {
      const isKey = ended instanceof KeyboardEvent;
      if (
        isKey ? ended.key !== 'Escape' : (ended as globalThis.PointerEvent).pointerId !== pointerId
      )
        return;
      for (const type of ['pointerup', 'pointercancel', 'keydown']) {
        window.removeEventListener(type, end, true);
      }
      window.removeEventListener('pointermove', move);
      setDrag(undefined);
      // A mouse clicks right after it let go; a finger does not.
      if (!isKey) {
        setTimeout(() => {
          dragged.current = false;
        });
      }
      if (ended.type === 'pointerup' && dragged.current && to !== from) onMove(from, to);
    };
    window.addEventListener('pointermove', move);
    for (const type of ['pointerup', 'pointercancel', 'keydown']) {
      window.addEventListener(type, end, true);
    }
  };

  /** How far an item stands from its own place while another is dragged, in items. */
  const shiftOf = (index: number): number => {
    if (!drag || index === drag.from) return 0;
    if (drag.from < index && index <= drag.to) return -1;
    if (drag.to <= index && index < drag.from) return 1;
    return 0;
  };

  return {
    drag,
    start,
    shiftOf,
    /** For `onClickCapture` of an item. */
    swallowClick(event: { preventDefault(): void; stopPropagation(): void }) {
      if (!dragged.current) return;
      dragged.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
