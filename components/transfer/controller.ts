/** Transfer: what is painted, in which styles, and what is kept of it on this device. No React. */
import { createStore } from 'zustand/vanilla';

import { createUndo } from '@/components/points/undo';
import { mixStyles } from '@/lib/engine/stylize';
import { toSfumatoError } from '@/lib/errors';
import { sizeWith } from '@/lib/image/reduce';
import { outdatedStyles, resolveTransfer } from '@/lib/transfer/code';
import { styleOf } from '@/lib/transfer/recommend';
import {
  hasStyle,
  mixIn,
  paintIn,
  PLAIN_SETTINGS,
  takeOut,
  type StyleSource,
  type TransferSettings,
} from '@/lib/transfer/settings';
import { defaultSide } from '@/lib/transfer/sizes';
import { createStyleVectors } from '@/lib/transfer/vectors';
import type { StylizerCard } from '@/models/card';
import { createStyleFinder } from '@/lib/transfer/find-style';

import { advise } from './advise';
import { createContents, nameOf } from './contents';
import type { TransferController, TransferParts } from './contract';
import { createKeeper } from './keeper';
import type { Recommendation, StylePicture, TransferState } from './state';
import { CONTENT, rowOf } from './storage';

/** Links that are remembered while the page is open. */
const LINKS = 20;
/** Everybody knows how he painted: what a first visit begins with, where the house has him. */
const FIRST_ARTIST = 'vincent-van-gogh';

export function createTransferController(parts: TransferParts): TransferController {
  const { engine, model, painter, urls, newId } = parts;
  const store = createStore<TransferState>(() => ({
    mode: 'picture',
    moving: false,
    film: undefined,
    filmAtStake: undefined,
    content: undefined,
    opening: undefined,
    settings: PLAIN_SETTINGS,
    side: undefined,
    card: undefined,
    problem: undefined,
    styleProblem: undefined,
    linked: [],
    linkProblem: undefined,
    pictures: new Map(),
    refused: [],
    mixing: false,
    wanted: undefined,
    recommendation: undefined,
    keeping: true,
    persistent: true,
    restored: false,
    unopened: false,
  }));
  const undo = createUndo<TransferSettings>({
    get: () => store.getState().settings,
    set(settings) {
      store.setState(({ mixing }) => ({ settings, mixing: mixing || settings.styles.length > 1 }));
      refresh();
    },
  });
  const vectors = createStyleVectors(
    createStyleFinder({
      ...{ engine, model, loadCard },
      drawPoint: async (code) => (await parts.drawPoint(code)).picture,
      pictureOf: (id) => {
        const kept = store.getState().pictures.get(id);
        return kept && parts.restoreCopy(kept.copy);
      },
    }),
  );
  const keeper = createKeeper(parts.openStorage);
  const contents = createContents({ ...parts, store, keeper, refresh, refuse });
  /** Whether the screen is there: nothing is painted for nobody. */
  let isPresent = true;
  /** Downloads that are being painted. */
  let finishing = 0;
  let loading: Promise<StylizerCard> | undefined;
  let beginning: Promise<void> | undefined;

  function loadCard(): Promise<StylizerCard> {
    loading ??= parts.loadCard().then((card) => {
      store.setState({ card, problem: undefined });
      return card;
    });
    loading.catch((thrown: unknown) => {
      loading = undefined;
      store.setState({ problem: toSfumatoError(thrown).message });
    });
    return loading;
  }

  /** Lets everything that paints know what is wanted now. */
  function refresh() {
    const { settings, content, mode, side } = store.getState();
    const { styles, strength, keepColours, brush } = settings;
    store.setState({ styleProblem: undefined });
    const known = styles.flatMap(({ source, weight }) => {
      const vector = vectors.peek(source, brush);
      return vector ? [{ vector, weight }] : [];
    });
    if (known.length < styles.length) {
      // Until the styles are known, what is painted are others.
      store.setState({ wanted: undefined });
      painter.wait();
      lookFor(settings);
      return;
    }
    if (known.length === 0) {
      store.setState({ wanted: undefined });
      painter.rest();
      return;
    }
    const vector = mixStyles(known);
    store.setState({ wanted: { model, vector, strength, keepColours } });
    if (!content) {
      painter.rest();
      return;
    }
    if ((!isPresent || mode !== 'picture') && finishing === 0) {
      // What is done outlasts a glance at camera or film.
      if (!isPresent || !isDone()) painter.wait();
      return;
    }
    const longer = Math.min(side ?? defaultSide(content, parts.largest), parts.largest);
    painter.want({
      contentId: content.id,
      content: content.picture,
      ...{ vector, settings },
      size: sizeWith(content, longer),
    });
  }

  /** Nothing more comes by itself. */
  function isDone() {
    const { painted, stale, stopped } = painter.store.getState();
    return !stale && (stopped || painted?.stage === 'whole');
  }

  const numbersOf = ({ styles, brush }: TransferSettings) =>
    Promise.all(styles.map(({ source }) => vectors.request(source, brush)));

  function lookFor(settings: TransferSettings) {
    const { brush } = settings;
    numbersOf(settings).then(
      () => {
        // Weights may have moved meanwhile; the styles themselves must still be those.
        const now = store.getState().settings;
        const same =
          now.brush === brush && now.styles.every(({ source }) => hasStyle(settings, source));
        if (same) refresh();
      },
      (thrown: unknown) => {
        if (store.getState().settings !== settings) return;
        store.setState({ styleProblem: toSfumatoError(thrown).message });
      },
    );
  }

  /** The whole of what is wanted now; waits for styles that are still being looked at. */
  async function finish() {
    finishing++;
    try {
      let settings: TransferSettings;
      do {
        settings = store.getState().settings;
        await numbersOf(settings);
      } while (settings !== store.getState().settings);
      if (!store.getState().wanted) refresh();
      return await painter.finish();
    } finally {
      finishing--;
    }
  }

  /** One takes the place of what is chosen, unless styles are mixed; of several, the others join it. */
  async function openStyles(files: readonly File[]) {
    let joins = false;
    for (const file of files) {
      try {
        await openStyle(file, joins);
        joins = true;
      } catch (thrown) {
        refuse(file, thrown);
      }
    }
  }

  async function openStyle(file: File, joins: boolean) {
    const { picture } = await parts.open(file, new AbortController().signal);
    const copy = await parts.reduce(picture);
    const [id, name] = [newId(), nameOf(file)];
    const source = { kind: 'picture', id, name } as const;
    if (joins) store.setState({ mixing: true });
    const { keeping, mixing, settings } = store.getState();
    // Where there is no room for it, nothing of it is kept.
    if (mixing) mixIn(settings, source);
    addPicture({ id, name, copy });
    if (keeping) keeper.write(() => rowOf(id, name, copy));
    add(source, name);
  }

  /** What is painted is a picture from now on. */
  function showPicture() {
    if (store.getState().mode === 'picture') return;
    store.setState({ mode: 'picture' });
    refresh();
  }

  function addPicture(given: Omit<StylePicture, 'url'>): StylePicture {
    const picture = { ...given, url: urls.createObjectURL(given.copy) };
    store.setState(({ pictures }) => ({ pictures: new Map(pictures).set(picture.id, picture) }));
    return picture;
  }

  function refuse(file: File, thrown: unknown) {
    const { code, message } = toSfumatoError(thrown);
    if (code === 'cancelled') return;
    const refused = { id: newId(), name: nameOf(file), message };
    store.setState((state) => ({ refused: [...state.refused, refused] }));
    undo.say(message);
  }

  function add(source: StyleSource, name: string) {
    const { mixing, settings } = store.getState();
    if (!mixing) undo.edit(`Painting in the style of ${name}.`, (now) => paintIn(now, source));
    else if (hasStyle(settings, source)) undo.say(`${name} is in the mix already.`);
    else undo.edit(`Mixed in ${name}.`, (now) => mixIn(now, source));
  }

  function choose(source: StyleSource, name: string) {
    const { mixing, settings } = store.getState();
    if (mixing && hasStyle(settings, source)) {
      undo.edit(`Took out ${name}.`, (now) => takeOut(now, source));
    } else add(source, name);
  }

  async function restore() {
    const { rows: found, persistent } = await keeper.read();
    const { keeping, settings } = store.getState();
    // The page may have been closed before all was deleted.
    if (!keeping) keeper.clear();
    const rows = keeping ? found : [];
    const used = new Set(
      settings.styles.flatMap(({ source }) => (source.kind === 'picture' ? [source.id] : [])),
    );
    for (const { id, name, bytes, type } of rows) {
      if (used.has(id)) addPicture({ id, name, copy: new Blob([bytes], { type }) });
      else if (id !== CONTENT) keeper.delete(id);
    }
    store.setState({ persistent, restored: true });
    await contents.recall(rows.find(({ id }) => id === CONTENT));
  }

  /** Something is painted at once, also on a first visit. */
  async function firstStyle() {
    const { styles } = await loadCard();
    const first = styleOf(styles, FIRST_ARTIST) ?? styles[0];
    const { settings } = store.getState();
    if (!first || settings.styles.length > 0) return;
    store.setState({ settings: paintIn(settings, { kind: 'house', id: first.id }) });
  }

  async function start() {
    const { saved, keeping } = parts.remembered();
    store.setState({ keeping });
    if (saved) {
      const { settings, side, outdated } = saved;
      store.setState({ settings, side, mixing: settings.styles.length > 1 });
      if (outdated) store.setState({ linkProblem: outdatedStyles().message });
    }
    // A failure is told where the styles would stand.
    const styled = firstStyle().catch(() => undefined);
    await restore();
    await styled;
    refresh();
  }

  return {
    ...{ store, undo, painter, vectors, add, choose, finish },
    largest: parts.largest,
    begin: () => (beginning ??= start()),
    enter() {
      isPresent = true;
      // What is painted for a download goes on.
      if (finishing === 0 && !isDone()) refresh();
    },
    leave() {
      isPresent = false;
      // What is painted for a download is waited for.
      if (finishing > 0) return;
      if (!isDone()) painter.wait();
    },
    again() {
      firstStyle().then(refresh, () => undefined);
    },
    async takeContent([file]) {
      if (!file) return;
      showPicture();
      undo.say(`Opening ${nameOf(file)}.`);
      await contents.take(file);
    },
    takeStyles(files) {
      void openStyles(files);
    },
    paintPoint(code) {
      showPicture();
      return contents.paintPoint(code);
    },
    async openLink(code, link) {
      try {
        const settings = resolveTransfer(link, (await loadCard()).styles);
        undo.edit('Opened the styles of a link.', () => settings);
        this.rememberLink(code, settings);
        store.setState({ linkProblem: undefined });
      } catch (thrown) {
        store.setState({ linkProblem: toSfumatoError(thrown).message });
      }
    },
    rememberLink(code, settings) {
      store.setState(({ linked }) => ({ linked: [{ code, settings }, ...linked].slice(0, LINKS) }));
    },
    async recommend() {
      const { content, settings } = store.getState();
      if (!content || parts.classifier === undefined) return;
      const tell = (recommendation: Recommendation) => {
        if (store.getState().content?.id === content.id) store.setState({ recommendation });
      };
      tell({ state: 'looking' });
      try {
        const { styles } = await loadCard();
        const found = await advise(engine, parts.classifier, content.picture, styles);
        const now = store.getState();
        if (now.content?.id !== content.id) return;
        if (now.settings.styles !== settings.styles) {
          tell({
            state: 'none',
            message:
              'You chose other styles meanwhile, so they stay. Ask once more to change them.',
          });
          return;
        }
        if (found) add({ kind: 'house', id: found.style.id }, found.style.name);
        tell(
          found
            ? { state: 'found', why: found.why }
            : { state: 'none', message: 'None of the styles here suits it more than the others.' },
        );
      } catch (thrown) {
        tell({ state: 'none', message: toSfumatoError(thrown).message });
      }
    },
    async paintLike(artist) {
      const style = styleOf((await loadCard()).styles, artist);
      if (!style) return false;
      const source = { kind: 'house', id: style.id } as const;
      undo.edit(`Painting in the style of ${style.name}.`, (now) => paintIn(now, source));
      return true;
    },
    set(change) {
      store.setState(change);
      if ('mode' in change || 'side' in change) refresh();
    },
    setKeeping(keeping) {
      store.setState({ keeping });
      if (!keeping) {
        store.setState({ unopened: false });
        keeper.clear();
        return;
      }
      const { pictures } = store.getState();
      for (const { id, name, copy } of pictures.values()) keeper.write(() => rowOf(id, name, copy));
      contents.keep();
    },
    dismiss(id) {
      store.setState(({ refused }) => ({ refused: refused.filter((file) => file.id !== id) }));
    },
    forget() {
      const { pictures, settings } = store.getState();
      contents.forget();
      for (const { url } of pictures.values()) urls.revokeObjectURL(url);
      keeper.clear();
      painter.rest();
      const others = settings.styles.filter(({ source }) => source.kind !== 'picture');
      undo.edit('The pictures are forgotten.', (now) => ({ ...now, styles: others }));
      store.setState({ pictures: new Map() });
      void contents.recall(undefined).then(refresh);
    },
  };
}
