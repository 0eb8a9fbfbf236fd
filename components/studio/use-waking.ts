import { useEffect } from 'react';

import { OPENING_ID } from '@/lib/studio/studio';

import { useInstrument } from './context';

/**
 * On a first visit the picture lives by itself until it is touched: until someone
 * presses anywhere or changes something by keyboard. Not for those who asked for
 * less motion, and not at a link, which promises one very picture.
 */
export function useWaking(atLink: boolean): void {
  const { studio } = useInstrument();
  useEffect(() => {
    const untouched = studio.store.getState().history.current === OPENING_ID;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (atLink || still || !untouched) return;
    studio.set({ breathing: true });

    const rest = () => {
      leave();
      studio.set({ breathing: false });
    };
    const onPointerDown = (event: PointerEvent) => {
      // The control of the motion itself says what it wants.
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('figure button')) leave();
      else rest();
    };
    const unsubscribe = studio.store.subscribe((state, before) => {
      if (state.scene !== before.scene) rest();
      else if (!state.breathing) leave();
    });
    const leave = () => {
      unsubscribe();
      window.removeEventListener('pointerdown', onPointerDown, true);
    };
    window.addEventListener('pointerdown', onPointerDown, true);
    return leave;
  }, [studio, atLink]);
}
