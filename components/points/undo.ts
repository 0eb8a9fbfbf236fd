/** Changes that can be taken back, of anything held somewhere. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Where the value that is being changed lives. */
export interface Holder<T> {
  get(): T;
  set(value: T): void;
}

export interface UndoNotes {
  /** What the live region says. */
  readonly said: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface Undo<T> {
  readonly notes: StoreApi<UndoNotes>;
  /**
   * Changes the value; `said` tells what was done. A change that returns the same
   * value is none; changes of one `gesture` in a row are undone together.
   */
  edit(said: string, change: (value: T) => T, gesture?: string): void;
  undo(): void;
  redo(): void;
  say(text: string): void;
}

/** Steps back that are kept. */
const DEPTH = 100;

export function createUndo<T>(holder: Holder<T>): Undo<T> {
  let past: T[] = [];
  let future: T[] = [];
  let lastGesture: string | undefined;
  const notes = createStore<UndoNotes>(() => ({ said: '', canUndo: false, canRedo: false }));

  function show(value: T, said: string) {
    holder.set(value);
    notes.setState({ said, canUndo: past.length > 0, canRedo: future.length > 0 });
  }

  return {
    notes,
    edit(said, change, gesture) {
      const before = holder.get();
      const after = change(before);
      if (after === before) return;
      if (gesture === undefined || gesture !== lastGesture) past = [...past, before].slice(-DEPTH);
      lastGesture = gesture;
      future = [];
      show(after, said);
    },
    undo() {
      const value = past.at(-1);
      if (value === undefined) return;
      past = past.slice(0, -1);
      future = [...future, holder.get()];
      lastGesture = undefined;
      show(value, 'Undone.');
    },
    redo() {
      const value = future.at(-1);
      if (value === undefined) return;
      future = future.slice(0, -1);
      past = [...past, holder.get()];
      lastGesture = undefined;
      show(value, 'Redone.');
    },
    say: (said) => notes.setState({ said }),
  };
}
