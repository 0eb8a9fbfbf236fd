'use client';

import { Redo2, Undo2 } from 'lucide-react';
import { useStore } from 'zustand';

import { IconButton } from '@/components/ui/icon-button';

import type { Undo } from './undo';

/** Undo and redo. They stay focusable when there is nothing to do, so that the focus is not lost. */
export function UndoButtons<T>({ undo }: { undo: Pick<Undo<T>, 'notes' | 'undo' | 'redo'> }) {
  const { canUndo, canRedo } = useStore(undo.notes);
  return (
    <>
      <IconButton label="Undo" shortcut="Mod+Z" aria-disabled={!canUndo} onClick={undo.undo}>
        <Undo2 />
      </IconButton>
      <IconButton label="Redo" shortcut="Mod+Shift+Z" aria-disabled={!canRedo} onClick={undo.redo}>
        <Redo2 />
      </IconButton>
    </>
  );
}
