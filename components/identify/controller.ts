/** The visitor's own pictures: opened, identified, kept on this device. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';

import { toast } from '@/components/ui/toast-store';
import type { Engine } from '@/lib/engine/engine';
import { toSfumatoError } from '@/lib/errors';
import { summaryOf } from '@/lib/identify/words';
import { notesOnCut } from '@/lib/image/open/notes';
import type { Picture } from '@/lib/image/picture';
import type { ClassifierEntry } from '@/models/card';

import { isAnswered, isShown, type Entry, type Explanation } from './entry';
import { entryOf, rowOf } from './row';
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
  /** False until the results of earlier visits have been read. */
  readonly restored: boolean;
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
  readonly classifier: Pick<ClassifierEntry, 'id' | 'artists' | 'input'>;
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
  /** Tries a picture once more; also one that has an answer of an older model. */
  again(id: string): void;
  /** The file that a picture came from, as long as the page lives. */
  fileOf(id: string): File | undefined;
  select(id: string): void;
  compare(pair: readonly [string, string] | undefined): void;
  /** Forgets a picture here and on the device. */
  remove(id: string): void;
  removeAll(): void;
  setKeeping(keeping: boolean): void;
  explain(id: string, artist: string): void;
  say(text: string): void;
}

/** More files at once are not looked at; people are told. */
export const MAX_FILES = 24;
/** Opened pictures that wait for the model are held up to this size; others are opened again. */
const HELD_PIXELS = 16e6;
/** Near works that are asked for: the first are shown, the rest is where a style to borrow is found. */
const WORKS = 80;

export const explanationKey = (id: string, artist: string) => `${id} ${artist}`;

export function createIdentifyController(parts: IdentifyParts): IdentifyController {
  const { engine, classifier, urls } = parts;
  const store = createStore<IdentifyState>(() => ({
    entries: [],
    selected: undefined,
    compared: undefined,
    explanations: new Map(),
    keeping: parts.keeping,
    persistent: true,
    restored: false,
    said: '',
  }));
  /** What is not for showing: the file, the way to call it off, and the picture itself while it waits. */
  const work = new Map<string, { file?: File; abort: AbortController; picture?: Picture }>();
  // Files are opened one after the other, and pictures judged one after the other; both at once.
  let opening: Promise<void> = Promise.resolve();
  let judging: Promise<void> = Promise.resolve();
  let writing: Promise<void> = Promise.resolve();
  /** How often everything was called off. */
  let stops = 0;
  let storage: Promise<ResultStorage> | undefined;
  let restoring: Promise<void> | undefined;
  const openStorage = () => (storage ??= parts.openStorage());

  const find = (id: string) => store.getState().entries.find((entry) => entry.id === id);
  const say = (said: string) => store.setState({ said });
  function update(id: string, change: Partial<Entry>) {
    store.setState(({ entries }) => ({
      entries: entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
    }));
  }

  async function look(id: string) {
    const job = work.get(id);
    if (!job?.file || find(id)?.phase !== 'opening') return;
    const { signal } = job.abort;
    try {
      const { picture, width, height, pointCode, ...opened } = await parts.open(job.file, signal);
      const copy = await parts.reduce(picture);
      if (signal.aborted) return;
      const held = [...work.values()].reduce((sum, other) => sum + pixels(other.picture), 0);
      if (held === 0 || held + pixels(picture) <= HELD_PIXELS) job.picture = picture;
      const made = pointCode === undefined ? {} : { pointCode };
      const notes = [...opened.notes, ...notesOnCut({ width, height }, classifier.input.maxAspect)];
      const url = urls.createObjectURL(copy);
      update(id, { phase: 'waiting', copy, url, width, height, notes, ...made });
    } catch (thrown) {
      if (signal.aborted) return;
      const { message } = toSfumatoError(thrown);
      update(id, { phase: 'refused', message });
      say(`${find(id)?.name ?? 'A file'}: ${message}`);
      // What cannot be shown makes room for what can.
      store.setState(({ entries, selected }) =>
        selected === id ? { selected: entries.find(isShown)?.id } : {},
      );
    }
  }

  async function judge(id: string) {
    if (find(id)?.phase !== 'waiting') return;
    const before = stops;
    try {
      await engine.load(classifier.id);
    } catch (thrown) {
      const error = toSfumatoError(thrown);
      // What was called off is marked already; what waits again has its own turn.
      if (stops > before) return;
      const phase = error.code === 'cancelled' ? 'stopped' : 'failed';
      // They would all fail alike.
      for (const entry of store.getState().entries) {
        if (entry.phase === 'waiting') update(entry.id, { phase, message: error.message });
      }
      return;
    }
    const entry = find(id);
    const job = work.get(id);
    if (entry?.phase !== 'waiting' || !job) return;
    update(id, { phase: 'identifying' });
    try {
      const picture = job.picture ?? (await pictureOf(entry, job));
      const identification = await engine.identify(classifier.id, picture);
      if (!find(id)) return;
      update(id, { phase: 'done', identification });
      const { title, text } = summaryOf(identification, classifier.artists.length);
      say(`${entry.name}: ${title}. ${text}`);
      await findWorks(id);
      keep(id);
    } catch (thrown) {
      update(id, { phase: 'failed', message: toSfumatoError(thrown).message });
    } finally {
      delete job.picture;
    }
  }

  async function pictureOf(entry: Entry, job: { file?: File; abort: AbortController }) {
    if (job.file) return (await parts.open(job.file, job.abort.signal)).picture;
    if (entry.copy) return parts.restore(entry.copy);
    throw new Error('An entry has neither a file nor a copy.');
  }

  /** Works are an addition: without them the answer stands. */
  async function findWorks(id: string) {
    const identification = find(id)?.identification;
    if (!identification) return;
    try {
      const works = await engine.nearestWorks(classifier.id, identification.embedding, WORKS);
      update(id, { works, worksMessage: undefined });
    } catch (thrown) {
      // Works of an earlier answer are no longer those of this one.
      update(id, { works: undefined, worksMessage: toSfumatoError(thrown).message });
    }
  }

  async function readKept() {
    const device = await openStorage();
    const rows = await device.read().catch((thrown: unknown) => {
      console.warn(toSfumatoError(thrown).message);
      return [];
    });
    const found = rows.sort((a, b) => b.at - a.at).map((row) => entryOf(row, urls));
    for (const { id } of found) work.set(id, { abort: new AbortController() });
    store.setState(({ entries, selected }) => ({
      entries: [...entries, ...found],
      selected: selected ?? found[0]?.id,
      persistent: device.persistent,
      restored: true,
    }));
  }

  function enqueue(id: string) {
    opening = opening.then(() => look(id));
    const opened = opening;
    judging = judging.then(() => opened).then(() => judge(id));
  }

  function keep(id: string) {
    const entry = find(id);
    if (!store.getState().keeping || !isAnswered(entry)) return;
    write(async (storage) => storage.write(await rowOf(entry)));
  }

  function write(change: (storage: ResultStorage) => Promise<void>) {
    writing = writing
      .then(async () => change(await openStorage()))
      .catch((thrown: unknown) => {
        // The device is full, or its storage was taken away: all works on until the tab is closed.
        console.warn(toSfumatoError(thrown).message);
        store.setState({ persistent: false });
      });
  }

  function forget(entries: readonly Entry[]) {
    for (const { id, url } of entries) {
      work.get(id)?.abort.abort();
      work.delete(id);
      if (url !== undefined) urls.revokeObjectURL(url);
    }
    const gone = new Set(entries.map(({ id }) => id));
    store.setState((state) => {
      const left = state.entries.filter(({ id }) => !gone.has(id));
      const selected = state.selected !== undefined && !gone.has(state.selected);
      return {
        entries: left,
        selected: selected ? state.selected : nextOf(state.entries, gone),
        compared: state.compared?.some((id) => gone.has(id)) ? undefined : state.compared,
        explanations: new Map(
          [...state.explanations].filter(([key]) => !gone.has(key.slice(0, key.indexOf(' ')))),
        ),
      };
    });
  }

  return {
    store,
    say,
    restore: () => (restoring ??= readKept()),
    add(files) {
      const now = parts.now();
      const added = files.slice(0, MAX_FILES).map((file, i): Entry => {
        const id = parts.newId();
        work.set(id, { file, abort: new AbortController() });
        const name = file.name === '' ? 'Pasted picture' : file.name;
        // The first stands first at the next visit, too.
        return { id, name, at: now - i, phase: 'opening', notes: [] };
      });
      const [first] = added;
      if (!first) return;
      store.setState(({ entries }) => ({
        entries: [...added, ...entries],
        selected: first.id,
        compared: undefined,
        said:
          added.length === 1 ? `Looking at ${first.name}.` : `Looking at ${added.length} files.`,
      }));
      if (files.length > added.length) {
        toast({
          title: `Only the first ${added.length} of ${files.length} are looked at; add the others afterwards.`,
        });
      }
      for (const { id } of added) enqueue(id);
    },
    prepare() {
      // A failure is told where the picture waits for it.
      engine.load(classifier.id).catch(() => undefined);
    },
    stop() {
      stops++;
      for (const entry of store.getState().entries) {
        if (entry.phase !== 'waiting') continue;
        update(entry.id, { phase: 'stopped' });
        delete work.get(entry.id)?.picture;
      }
      say('Stopped.');
      engine.cancel(classifier.id).catch((thrown: unknown) => {
        console.warn(toSfumatoError(thrown).message);
      });
    },
    again(id) {
      const entry = find(id);
      if (!entry || !['stopped', 'failed', 'done'].includes(entry.phase)) return;
      update(id, { phase: entry.copy ? 'waiting' : 'opening', at: parts.now() });
      enqueue(id);
    },
    fileOf: (id) => work.get(id)?.file,
    select(id) {
      if (find(id)) store.setState({ selected: id, compared: undefined });
    },
    compare(compared) {
      store.setState({ compared });
    },
    remove(id) {
      const entry = find(id);
      if (!entry) return;
      forget([entry]);
      write((storage) => storage.delete(id));
      say(`${entry.name} is forgotten.`);
    },
    removeAll() {
      forget(store.getState().entries);
      write((storage) => storage.clear());
      say('All pictures are forgotten.');
    },
    setKeeping(keeping) {
      store.setState({ keeping });
      if (keeping) for (const { id } of store.getState().entries) keep(id);
      else write((storage) => storage.clear());
    },
    explain(id, artist) {
      const entry = find(id);
      const key = explanationKey(id, artist);
      const known = store.getState().explanations.get(key);
      if (!entry?.copy || (known && known.state !== 'failed')) return;
      const { copy } = entry;
      const set = (explanation: Explanation) =>
        store.setState(({ explanations }) => ({
          explanations: new Map(explanations).set(key, explanation),
        }));
      set({ state: 'looking' });
      parts
        .restore(copy)
        .then((picture) => engine.explain(classifier.id, picture, artist))
        .then(
          (map) => find(id) && set({ state: 'ready', map }),
          (thrown: unknown) =>
            find(id) && set({ state: 'failed', message: toSfumatoError(thrown).message }),
        );
    },
  };
}

const pixels = (picture: Picture | undefined) => (picture ? picture.width * picture.height : 0);

/** The neighbour that takes the place of what was shown. */
function nextOf(entries: readonly Entry[], gone: ReadonlySet<string>): string | undefined {
  const at = entries.findIndex(({ id }) => gone.has(id));
  const left = entries.filter((entry) => !gone.has(entry.id) && isShown(entry));
  return (left[at] ?? left.at(-1))?.id;
}
