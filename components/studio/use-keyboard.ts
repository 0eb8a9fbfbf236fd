import { useEffect } from 'react';

import { actions } from '@/lib/studio/actions';
import { openPaletteAction } from '@/lib/studio/actions/view';
import { actionFor, belongsToTarget, matchesShortcut } from '@/lib/studio/shortcuts';

import { runAction, useInstrument } from './context';

/** All shortcuts, wherever the focus is, unless the focused control needs the key itself. */
export function useKeyboard(): void {
  const instrument = useInstrument();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      // The palette opens from everywhere, even out of a field.
      const opensPalette = matchesShortcut(event, 'Mod+K') && !target?.closest('[role="dialog"]');
      if (!opensPalette && belongsToTarget(event, target)) return;
      const action = opensPalette
        ? openPaletteAction
        : actionFor(event, actions, instrument.studio.store.getState());
      // The question mark is the whole app's.
      if (!action || action.id === 'open-help') return;
      event.preventDefault();
      runAction(action, instrument);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [instrument]);
}
