/** What Identify needs of the browser, and what it does for the screen. */
import type { StoreApi } from 'zustand/vanilla';

import type { Engine } from '@/lib/engine/engine';
import type { Picture } from '@/lib/image/picture';
import type { ClassifierEntry } from '@/models/card';

import type { Entry, Explanation } from './entry';
import type { ResultStorage } from './storage';

export interface IdentifyState {
  /** The newest first. */
  readonly entries: readonly Entry[];
  readonly selected: string | undefined;
  /** Two pictures side by side. */
  readonly compared: readonly [string, string] | undefined;
  /** Keyed by `explanationKey`. */
  readonly explanations: ReadonlyMap<string, Explanation>;
  /** Whether results are kept on this device. */
  readonly keeping: boolean;
  /** False where this browser keeps nothing beyond the tab. */
  readonly persistent: boolean;
  /** What the live region says. */
  readonly said: string;
}

export interface OpenedFile {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  readonly notes: readonly string[];
  readonly pointCode?: string;
}

export interface IdentifyParts {
  readonly engine: Pick<Engine, 'load' | 'cancel' | 'identify' | 'explain' | 'nearestWorks'>;
  readonly classifier: Pick<ClassifierEntry, 'id' | 'version' | 'artists' | 'input'>;
  readonly open: (file: File, signal: AbortSignal) => Promise<OpenedFile>;
  /** A reduced copy of a picture, as a file. */
  readonly reduce: (picture: Picture) => Promise<Blob>;
  /** The picture of such a copy. */
  readonly restore: (copy: Blob) => Promise<Picture>;
  readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
  /** Opens the device's storage; asked once, when it is first needed. */
  readonly openStorage: () => Promise<ResultStorage>;
  readonly now: () => number;
  readonly newId: () => string;
  readonly keeping: boolean;
}

export interface IdentifyController {
  readonly store: StoreApi<IdentifyState>;
  /** Reads what earlier visits left here; once, however often it is called. */
  restore(): Promise<void>;
  /** Looks at these files, one after the other; the first is shown. */
  add(files: readonly File[]): void;
  /** Begins to fetch the model, because a picture is on its way. */
  prepare(): void;
  /** Calls off whatever waits for the model, and the model's download. */
  stop(): void;
  /** Tries a picture once more; also one that has an answer, which stays where that fails. */
  again(id: string): void;
  /** Tries once more to find the works that are near a picture. */
  findWorks(id: string): void;
  /** The file that a picture came from, as long as the page lives. */
  fileOf(id: string): File | undefined;
  select(id: string): void;
  compare(pair: readonly [string, string] | undefined): void;
  /** Forgets a picture here and on the device; for a while it can be put back. */
  remove(id: string): void;
  removeAll(): void;
  setKeeping(keeping: boolean): void;
  explain(id: string, artist: string): void;
  say(text: string): void;
}
