/** Transfer: what is painted, in which styles, and what is kept of it on this device. No React. */
import { createStore } from 'zustand/vanilla';

import { createUndo } from '@/components/points/undo';
import { mixStyles } from '@/lib/engine/stylize';
import { toSfumatoError } from '@/lib/errors';
import { resolveTransfer } from '@/lib/transfer/code';
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
import { defaultSide, sizeWith } from '@/lib/transfer/sizes';
import { createStyleVectors } from '@/lib/transfer/vectors';
import type { StylizerCard } from '@/models/card';
import { createStyleFinder } from '@/lib/transfer/find-style';

import { advise } from './advise';
import type { TransferController, TransferParts } from './contract';
import { createKeeper } from './keeper';
import type { Content, Recommendation, StylePicture, TransferState } from './state';
import type { KeptPicture } from './storage';

const CONTENT = 'content';
/** Larger files are kept as a reduced copy. */
const KEPT_BYTES = 24e6;
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
  const keeper = createKeeper(parts.openStorage, () => store.setState({ persistent: false }));
  let opening = new AbortController();
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
    const known = styles.flatMap(({ source, weight }) => {
      const vector = vectors.peek(source, brush);
      return vector ? [{ vector, weight }] : [];
    });
    if (known.length < styles.length) {
      lookFor(settings);
      return;
    }
    if (known.length === 0) {
      store.setState({ wanted: undefined, styleProblem: undefined });
      painter.rest();
      return;
    }
    const vector = mixStyles(known);
    store.setState({ wanted: { model, vector, strength, keepColours }, styleProblem: undefined });
    if (!content || mode !== 'picture') {
      painter.rest();
      return;
    }
    const longer = Math.min(side ?? defaultSide(content, parts.largest), parts.largest);
    painter.want({
      contentId: content.id,
      content: content.picture,
      ...{ vector, strength, keepColours, brush },
      size: sizeWith(content, longer),
    });
  }

  function lookFor(settings: TransferSettings) {
    const { styles, brush } = settings;
    Promise.all(styles.map(({ source }) => vectors.request(source, brush))).then(
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

  async function show(content: Omit<Content, 'id'>, keep?: (copy: Blob) => Promise<KeptPicture>) {
    const before = store.getState().content;
    const id = newId();
    store.setState({ content: { ...content, id }, opening: undefined, recommendation: undefined });
    refresh();
    if (before?.url !== undefined) urls.revokeObjectURL(before.url);
    // The copy is for looking at; painting need not wait for it.
    const copy = await parts.reduce(content.picture);
    const now = store.getState().content;
    if (now?.id !== id) return;
    store.setState({ content: { ...now, url: urls.createObjectURL(copy) } });
    if (keep && store.getState().keeping) keeper.write(() => keep(copy));
  }

  async function openContent(file: File, signal: AbortSignal) {
    const { picture, width, height, notes } = await parts.open(file, signal);
    if (signal.aborted) return;
    await show(
      { picture, width, height, notes, name: nameOf(file), standsIn: false },
      async (copy) => rowOf(CONTENT, nameOf(file), file.size <= KEPT_BYTES ? file : copy),
    );
  }

  async function openStyle(file: File) {
    const { picture } = await parts.open(file, new AbortController().signal);
    const copy = await parts.reduce(picture);
    const style = addPicture({ id: newId(), name: nameOf(file), copy });
    if (store.getState().keeping) keeper.write(() => rowOf(style.id, style.name, copy));
    choose({ kind: 'picture', id: style.id, name: style.name }, style.name);
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

  function choose(source: StyleSource, name: string) {
    const { mixing, settings } = store.getState();
    if (!mixing) undo.edit(`Painting in the style of ${name}.`, (now) => paintIn(now, source));
    else if (hasStyle(settings, source)) {
      undo.edit(`Took out ${name}.`, (now) => takeOut(now, source));
    } else undo.edit(`Mixed in ${name}.`, (now) => mixIn(now, source));
  }

  async function restore() {
    const { rows, persistent } = await keeper.read();
    const used = new Set(
      store
        .getState()
        .settings.styles.flatMap(({ source }) => (source.kind === 'picture' ? [source.id] : [])),
    );
    for (const { id, name, bytes, type } of rows) {
      if (used.has(id)) addPicture({ id, name, copy: new Blob([bytes], { type }) });
      else if (id !== CONTENT) keeper.delete(id);
    }
    const kept = rows.find(({ id }) => id === CONTENT);
    store.setState({ persistent, restored: true });
    if (kept && !store.getState().content && store.getState().opening === undefined) {
      const file = new File([kept.bytes], kept.name, { type: kept.type });
      // What was fine at the last visit and is not any more leaves no trace.
      await openContent(file, opening.signal).catch(() => keeper.delete(CONTENT));
    }
  }

  async function standIn() {
    const picture = await parts.drawStandIn();
    const { content, opening: underWay } = store.getState();
    if (!picture || content || underWay !== undefined) return;
    const { width, height } = picture;
    await show({ picture, width, height, notes: [], name: 'A generated picture', standsIn: true });
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
      const { settings, side } = saved;
      store.setState({ settings, side, mixing: settings.styles.length > 1 });
    }
    // A failure is told where the styles would stand.
    const styled = firstStyle().catch(() => undefined);
    await restore();
    await standIn().catch((thrown: unknown) => console.warn(toSfumatoError(thrown).message));
    await styled;
    refresh();
  }

  return {
    ...{ store, undo, painter, vectors, choose },
    largest: parts.largest,
    begin: () => (beginning ??= start()),
    again() {
      firstStyle().then(refresh, () => undefined);
    },
    async takeContent([file]) {
      if (!file) return;
      opening.abort();
      opening = new AbortController();
      const { signal } = opening;
      store.setState({ opening: nameOf(file), mode: 'picture' });
      undo.say(`Opening ${nameOf(file)}.`);
      await openContent(file, signal).catch((thrown: unknown) => refuse(file, thrown));
      if (!signal.aborted) store.setState({ opening: undefined });
    },
    takeStyles(files) {
      for (const file of files) openStyle(file).catch((thrown: unknown) => refuse(file, thrown));
    },
    async paintPoint(code) {
      const { picture, name } = await parts.drawPoint(code);
      opening.abort();
      const { width, height } = picture;
      await show({ picture, width, height, notes: [], name, standsIn: false });
    },
    async openLink(code, link) {
      try {
        const settings = resolveTransfer(link, (await loadCard()).styles);
        undo.edit('Opened the styles of a link.', () => settings);
        this.rememberLink(code, settings);
      } catch (thrown) {
        store.setState({ linkProblem: toSfumatoError(thrown).message });
      }
    },
    rememberLink(code, settings) {
      store.setState(({ linked }) => ({ linked: [{ code, settings }, ...linked].slice(0, LINKS) }));
    },
    async recommend() {
      const { content } = store.getState();
      if (!content || parts.classifier === undefined) return;
      const tell = (recommendation: Recommendation) => {
        if (store.getState().content?.id === content.id) store.setState({ recommendation });
      };
      tell({ state: 'looking' });
      try {
        const { styles } = await loadCard();
        const found = await advise(engine, parts.classifier, content.picture, styles);
        if (store.getState().content?.id !== content.id) return;
        if (found) choose({ kind: 'house', id: found.style.id }, found.style.name);
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
      const { content, pictures } = store.getState();
      if (!keeping) {
        keeper.clear();
        return;
      }
      for (const { id, name, copy } of pictures.values()) keeper.write(() => rowOf(id, name, copy));
      if (content && !content.standsIn) {
        keeper.write(async () => rowOf(CONTENT, content.name, await parts.reduce(content.picture)));
      }
    },
    dismiss(id) {
      store.setState(({ refused }) => ({ refused: refused.filter((file) => file.id !== id) }));
    },
    forget() {
      opening.abort();
      const { content, pictures, settings } = store.getState();
      if (content?.url !== undefined) urls.revokeObjectURL(content.url);
      for (const { url } of pictures.values()) urls.revokeObjectURL(url);
      keeper.clear();
      painter.rest();
      store.setState({ content: undefined, opening: undefined, recommendation: undefined });
      const others = settings.styles.filter(({ source }) => source.kind !== 'picture');
      undo.edit('The pictures are forgotten.', (now) => ({ ...now, styles: others }));
      store.setState({ pictures: new Map() });
      void standIn().then(refresh);
    },
  };
}

const nameOf = (file: File) => (file.name === '' ? 'Pasted picture' : file.name);

async function rowOf(id: string, name: string, file: Blob): Promise<KeptPicture> {
  return { id, name, bytes: await file.arrayBuffer(), type: file.type };
}
