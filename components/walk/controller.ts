/** The walk that is being made: its player, its changes with undo, its address. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';

import { SfumatoError } from '@/lib/errors';
import { decodeWalk, encodeWalk } from '@/lib/latent/codec';
import type { ModelFacts } from '@/lib/latent/point';
import type { Walk } from '@/lib/latent/walk';

import type { Player } from './player';

export interface WalkNotes {
  /** What the live region says. */
  readonly said: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface WalkController {
  readonly player: Player;
  readonly notes: StoreApi<WalkNotes>;
  /** Changes the walk; `said` tells what was done. Changes of one `gesture` are undone together. */
  edit(said: string, change: (walk: Walk) => Walk, gesture?: string): void;
  undo(): void;
  redo(): void;
  say(text: string): void;
  /** The path of the walk's page; undefined for an empty walk. @throws SfumatoError when it is too long. */
  path(): string | undefined;
}

/** Steps back that are kept. */
const DEPTH = 100;

export function createWalkController(
  player: Player,
  catalogue: readonly ModelFacts[],
): WalkController {
  let past: Walk[] = [];
  let future: Walk[] = [];
  let lastGesture: string | undefined;
  const notes = createStore<WalkNotes>(() => ({ said: '', canUndo: false, canRedo: false }));
  const current = () => player.store.getState().walk;

  function show(walk: Walk, said: string) {
    player.edit(walk);
    notes.setState({ said, canUndo: past.length > 0, canRedo: future.length > 0 });
  }

  return {
    player,
    notes,
    edit(said, change, gesture) {
      const before = current();
      const after = change(before);
      if (after === before) return;
      if (gesture === undefined || gesture !== lastGesture) past = [...past, before].slice(-DEPTH);
      lastGesture = gesture;
      future = [];
      show(after, said);
    },
    undo() {
      const walk = past.at(-1);
      if (!walk) return;
      past = past.slice(0, -1);
      future = [...future, current()];
      lastGesture = undefined;
      show(walk, 'Undone.');
    },
    redo() {
      const walk = future.at(-1);
      if (!walk) return;
      future = future.slice(0, -1);
      past = [...past, current()];
      lastGesture = undefined;
      show(walk, 'Redone.');
    },
    say: (said) => notes.setState({ said }),
    path: () =>
      current().keyframes.length === 0 ? undefined : `/walk/${encodeWalk(current(), catalogue)}`,
  };
}

const SAVED = 'sfumato.walk';
type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;

/** Keeps the walk for the next visit. */
export function saveWalk(walk: Walk, memory: Memory, catalogue: readonly ModelFacts[]): void {
  if (walk.keyframes.length === 0) memory?.removeItem(SAVED);
  else memory?.setItem(SAVED, encodeWalk(walk, catalogue));
}

/** The walk of the last visit; undefined when there is none that can still be shown. */
export function savedWalk(memory: Memory, catalogue: readonly ModelFacts[]): Walk | undefined {
  const code = memory?.getItem(SAVED);
  if (!code) return undefined;
  try {
    return decodeWalk(code, catalogue);
  } catch (thrown) {
    // The model was retrained since, say: begin afresh.
    if (thrown instanceof SfumatoError) return undefined;
    throw thrown;
  }
}
