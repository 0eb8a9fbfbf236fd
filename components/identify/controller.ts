/** The visitor's own pictures: opened, identified, kept on this device. No React. */
import { createStore } from 'zustand/vanilla';

import { createRowKeeper, STILL_THERE } from '@/components/intake/row-keeper';
import { toast } from '@/components/ui/toast-store';
import { toSfumatoError } from '@/lib/errors';
import { isAnswerOf } from '@/lib/identify/answer';
import { summaryOf } from '@/lib/identify/words';
import { notesOnCut } from '@/lib/image/open/notes';
import type { Picture } from '@/lib/image/picture';

import type { IdentifyController, IdentifyParts, IdentifyState } from './contract';
import { isAnswered, isShown, isUnderWay, type Entry } from './entry';
import { createExplainer } from './explainer';
import { entryOf, rowOf } from './row';

/** More files at once are not looked at; people are told. */
export const MAX_FILES = 24;
/**
 * Opened pictures that wait for the model are held up to this size, and the one that was
 * judged last besides; others are opened again, or seen in their copy.
 */
const HELD_PIXELS = 16e6;
/** Near works that are asked for: the first are shown, the rest is where a style to borrow is found. */
const WORKS = 80;

export function createIdentifyController(parts: IdentifyParts): IdentifyController {
  const { engine, classifier, urls } = parts;
  const store = createStore<IdentifyState>(() => ({
    entries: [],
    selected: undefined,
    compared: undefined,
    explanations: new Map(),
    keeping: parts.keeping,
    persistent: true,
    said: '',
  }));
  const keeper = createRowKeeper(parts.openStorage, (change) => {
    // What could not be written is marked where it stands.
    if (change !== 'write') toast({ title: STILL_THERE, tone: 'danger' });
  });
  const explainer = createExplainer({ ...parts, store });
  /** What is not for showing: the file, the way to call it off, and the picture itself while it waits. */
  const work = new Map<string, { file?: File; abort: AbortController; picture?: Picture }>();
  // Files are opened one after the other, and pictures judged one after the other; both at once.
  let opening: Promise<void> = Promise.resolve();
  let judging: Promise<void> = Promise.resolve();
  /** How often everything was called off. */
  let stops = 0;
  let restoring: Promise<void> | undefined;

  const find = (id: string) => store.getState().entries.find((entry) => entry.id === id);
  const say = (said: string) => store.setState({ said });
  function update(id: string, change: Partial<Entry>) {
    store.setState(({ entries }) => ({
      entries: entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
    }));
  }

  /** @param before how often everything had been called off when this was asked for */
  async function look(id: string, before: number) {
    const job = work.get(id);
    if (!job?.file || find(id)?.phase !== 'opening') return;
    const { signal } = job.abort;
    try {
      const { picture, width, height, pointCode, ...opened } = await parts.open(job.file, signal);
      const copy = await parts.reduce(picture);
      if (signal.aborted) return;
      const phase = stops > before ? 'stopped' : 'waiting';
      const held = [...work.values()].reduce((sum, other) => sum + pixels(other.picture), 0);
      const fits = held === 0 || held + pixels(picture) <= HELD_PIXELS;
      if (phase === 'waiting' && fits) job.picture = picture;
      const made = pointCode === undefined ? {} : { pointCode };
      const notes = [...opened.notes, ...notesOnCut({ width, height }, classifier.input.maxAspect)];
      const url = urls.createObjectURL(copy);
      update(id, { phase, copy, url, width, height, notes, ...made });
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
        if (entry.phase === 'waiting') endWithout(entry.id, phase, error.message);
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
      explainer.remember(id, pixels(picture) <= HELD_PIXELS ? picture : undefined);
      // An answer that was asked for again is one of today.
      const at = entry.identification ? parts.now() : entry.at;
      update(id, { phase: 'done', at, identification, works: undefined, worksMessage: undefined });
      const { title, text } = summaryOf(identification, classifier.artists.length);
      say(`${entry.name}: ${title}. ${text}`);
      keep(id);
      void addWorks(id);
    } catch (thrown) {
      // One that was put back has its own turn.
      if (work.get(id) === job) endWithout(id, 'failed', toSfumatoError(thrown).message);
    } finally {
      delete job.picture;
    }
  }

  /** Ends a turn that brought no answer; an earlier one stands again. */
  function endWithout(id: string, phase: 'stopped' | 'failed', message?: string) {
    if (!find(id)?.identification) {
      update(id, { phase, ...(message !== undefined && { message }) });
      return;
    }
    update(id, { phase: 'done' });
    // It may have been forgotten and put back meanwhile.
    keep(id);
    if (message === undefined) return;
    toast({ title: message, description: 'The earlier answer stays.', tone: 'danger' });
  }

  async function pictureOf(entry: Entry, job: { file?: File; abort: AbortController }) {
    if (job.file) return (await parts.open(job.file, job.abort.signal)).picture;
    if (entry.copy) return parts.restore(entry.copy);
    throw new Error('An entry has neither a file nor a copy.');
  }

  /** Works are an addition: without them the answer stands, and nothing waits for them. */
  async function addWorks(id: string) {
    const identification = find(id)?.identification;
    // The works of today cannot be held against an embedding of an earlier version.
    if (!identification || !isAnswerOf(identification, classifier)) return;
    update(id, { works: undefined, worksMessage: undefined });
    const found: Pick<Entry, 'works' | 'worksMessage'> = await engine
      .nearestWorks(classifier.id, identification.embedding, WORKS)
      .then(
        (works) => ({ works }),
        (thrown: unknown) => ({ worksMessage: toSfumatoError(thrown).message }),
      );
    // Meanwhile there may be another answer.
    if (find(id)?.identification !== identification) return;
    update(id, found);
    keep(id);
  }

  async function readKept() {
    const { rows, persistent } = await keeper.read();
    const { keeping } = store.getState();
    // The page may have been closed before all was deleted.
    if (!keeping) keeper.clear();
    const found = (keeping ? rows : [])
      .sort((a, b) => b.at - a.at)
      .map((row) => entryOf(row, urls));
    for (const { id } of found) work.set(id, { abort: new AbortController() });
    store.setState(({ entries, selected }) => ({
      entries: [...entries, ...found],
      selected: selected ?? found[0]?.id,
      persistent,
    }));
  }

  function enqueue(id: string) {
    const before = stops;
    opening = opening.then(() => look(id, before));
    const opened = opening;
    judging = judging.then(() => opened).then(() => judge(id));
  }

  function keep(id: string) {
    const entry = find(id);
    if (!store.getState().keeping || !isAnswered(entry)) return;
    keeper.write(
      () => rowOf(entry),
      (kept) => update(id, { unkept: kept ? undefined : true }),
    );
  }

  function forget(entries: readonly Entry[]) {
    for (const { id, url } of entries) {
      work.get(id)?.abort.abort();
      work.delete(id);
      if (url !== undefined) urls.revokeObjectURL(url);
    }
    const gone = new Set(entries.map(({ id }) => id));
    explainer.forget(gone);
    store.setState((state) => {
      const left = state.entries.filter(({ id }) => !gone.has(id));
      const selected = state.selected !== undefined && !gone.has(state.selected);
      return {
        entries: left,
        selected: selected ? state.selected : nextOf(state.entries, gone),
        compared: state.compared?.some((id) => gone.has(id)) ? undefined : state.compared,
      };
    });
  }

  /** Undoes `remove`: in its old place, with all that was known; what was under way begins anew. */
  function putBack(entry: Entry, index: number, file: File | undefined) {
    const { id, name, copy } = entry;
    work.set(id, { ...(file && { file }), abort: new AbortController() });
    const underWay = isUnderWay(entry);
    const phase = underWay ? (copy ? 'waiting' : 'opening') : entry.phase;
    const url = copy && { url: urls.createObjectURL(copy) };
    store.setState(({ entries }) => ({
      entries: entries.toSpliced(index, 0, { ...entry, ...url, phase }),
      selected: id,
      compared: undefined,
    }));
    say(`${name} is back.`);
    if (underWay) enqueue(id);
    else keep(id);
    if (isAnswered(entry) && !entry.works && entry.worksMessage === undefined) void addWorks(id);
  }

  return {
    ...{ store, say },
    explain: explainer.explain,
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
        endWithout(entry.id, 'stopped');
        delete work.get(entry.id)?.picture;
      }
      say('Stopped.');
      engine.cancel(classifier.id).catch((thrown: unknown) => {
        console.warn(toSfumatoError(thrown).message);
      });
    },
    again(id) {
      const entry = find(id);
      if (!entry || isUnderWay(entry) || !isShown(entry)) return;
      const at = entry.identification ? entry.at : parts.now();
      update(id, { phase: entry.copy ? 'waiting' : 'opening', at });
      enqueue(id);
    },
    findWorks(id) {
      void addWorks(id).then(() => {
        if (find(id)) say(find(id)?.worksMessage ?? 'The nearest works are found.');
      });
    },
    fileOf: (id) => work.get(id)?.file,
    select(id) {
      if (find(id)) store.setState({ selected: id, compared: undefined });
    },
    compare(compared) {
      store.setState({ compared });
    },
    remove(id) {
      const { entries } = store.getState();
      const index = entries.findIndex((entry) => entry.id === id);
      const entry = entries[index];
      if (!entry) return;
      const file = work.get(id)?.file;
      forget([entry]);
      keeper.delete(id);
      const title = `${entry.name} is forgotten.`;
      if (!isShown(entry)) say(title);
      else {
        const action = { label: 'Put back', run: () => putBack(entry, index, file) };
        toast({ title, action, ofItsOwn: true });
      }
    },
    removeAll() {
      forget(store.getState().entries);
      keeper.clear();
      say('All pictures are forgotten.');
    },
    setKeeping(keeping) {
      store.setState({ keeping });
      if (keeping) for (const { id } of store.getState().entries) keep(id);
      else keeper.clear();
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
