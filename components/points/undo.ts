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

/** A value to go to, and what was said of the change that lies between. */
interface Step<T> {
  readonly value: T;
  readonly said: string;
}

export function createUndo<T>(holder: Holder<T>): Undo<T> {
  let past: Step<T>[] = [];
  let future: Step<T>[] = [];
  let lastGesture: string | undefined;
  const notes = createStore<UndoNotes>(() => ({ said: '', canUndo: false, canRedo: false }));

  function show(value: T, said: string) {
    holder.set(value);
    say(said);
    notes.setState({ canUndo: past.length > 0, canRedo: future.length > 0 });
  }

  /** A live region reads what changes: the same words again differ by a space that nobody hears. */
  function say(text: string) {
    const isSame = text !== '' && text === notes.getState().said;
    notes.setState({ said: isSame ? `${text}\u00a0` : text });
  }

  return {
    notes,
    edit(said, change, gesture) {
      const before = holder.get();
      const after = change(before);
      if (after === before) return;
      const begun = gesture === undefined || gesture !== lastGesture ? undefined : past.at(-1);
      past = begun
        ? [...past.slice(0, -1), { ...begun, said }]
        : [...past, { value: before, said }].slice(-DEPTH);
      lastGesture = gesture;
      future = [];
      show(after, said);
    },
    undo() {
      const step = past.at(-1);
      if (step === undefined) return;
      past = past.slice(0, -1);
      future = [...future, { ...step, value: holder.get() }];
      lastGesture = undefined;
      show(step.value, step.said ? `Undone: ${step.said}` : 'Undone.');
    },
    redo() {
      const step = future.at(-1);
      if (step === undefined) return;
      future = future.slice(0, -1);
      past = [...past, { ...step, value: holder.get() }];
      lastGesture = undefined;
      show(step.value, step.said ? `Redone: ${step.said}` : 'Redone.');
    },
    say,
  };
}
