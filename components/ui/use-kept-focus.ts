import { useEffect, useRef } from 'react';

/**
 * For a part of the page whose controls are others from phase to phase: where the control that
 * had the focus is gone, the part itself takes it, rather than the page as a whole.
 * @returns what the part's element must be given.
 */
export function useKeptFocus<Part extends HTMLElement = HTMLElement>(phase: unknown) {
  const place = useRef<Part>(null);
  const inside = useRef(false);
  useEffect(() => {
    if (inside.current && document.activeElement === document.body) {
      place.current?.focus({ preventScroll: true });
    }
  }, [phase]);
  return {
    ref: place,
    tabIndex: -1,
    onFocus() {
      inside.current = true;
    },
    // React tells nothing of the focus that goes with an element it takes away.
    onBlur() {
      inside.current = false;
    },
  };
}
