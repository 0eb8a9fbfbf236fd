/** The picture that is painted: opened or drawn, kept on this device, and brought back. No React. */
import type { StoreApi } from 'zustand/vanilla';

import { toSfumatoError } from '@/lib/errors';
import type { Size } from '@/lib/transfer/sizes';

import type { TransferParts } from './contract';
import type { Keeper } from './keeper';
import type { Content, TransferState } from './state';
import { CONTENT, rowOf, type KeptPicture } from './storage';

export interface ContentsParts extends Pick<
  TransferParts,
  'open' | 'drawPoint' | 'drawStandIn' | 'reduce' | 'toPng' | 'urls' | 'newId'
> {
  readonly store: StoreApi<TransferState>;
  readonly keeper: Keeper;
  /** Lets everything that paints know of another picture. */
  readonly refresh: () => void;
  /** Tells that a file cannot be opened. */
  readonly refuse: (file: File, thrown: unknown) => void;
}

export interface Contents {
  /** See `TransferController.takeContent`. */
  take(file: File): Promise<void>;
  /** See `TransferController.paintPoint`. */
  paintPoint(code: string): Promise<void>;
  /** The picture of an earlier visit; one that holds its place where there is none. */
  recall(kept: KeptPicture | undefined): Promise<void>;
  /** Writes the picture to the device, as if it were opened now. */
  keep(): void;
  /** Lets go of the picture; what lies on the device is left to the keeper. */
  forget(): void;
}

/** What is written to the device, given the reduced copy. */
type Keep = (copy: Blob) => Promise<KeptPicture>;

/** Larger files are kept as a reduced copy. */
const KEPT_BYTES = 24e6;

export function createContents(parts: ContentsParts): Contents {
  const { store, keeper, urls } = parts;
  let opening = new AbortController();
  let keepAs: Keep | undefined;
  /** What an earlier visit left, until another picture is there. */
  let left: KeptPicture | undefined;

  const isEmpty = () => {
    const { content, opening: underWay } = store.getState();
    return !content && underWay === undefined;
  };

  /** Calls off what was being opened: the last one wanted is the one that is shown. */
  function begin(name: string): AbortSignal {
    opening.abort();
    opening = new AbortController();
    store.setState({ opening: name });
    return opening.signal;
  }

  async function show(content: Omit<Content, 'id'>, keep?: Keep) {
    const before = store.getState().content;
    const id = parts.newId();
    keepAs = keep;
    if (!content.standsIn) left = undefined;
    store.setState({
      ...{ content: { ...content, id }, opening: undefined, recommendation: undefined },
      ...(content.standsIn ? {} : { unopened: false }),
    });
    parts.refresh();
    if (before?.url !== undefined) urls.revokeObjectURL(before.url);
    // The copy is for looking at; painting need not wait for it.
    const copy = await parts.reduce(content.picture);
    const now = store.getState().content;
    if (now?.id !== id) return;
    store.setState({ content: { ...now, url: urls.createObjectURL(copy) } });
    if (keep && store.getState().keeping) keeper.write(() => keep(copy));
  }

  /** @param reducedFrom what the file is a copy of, where it is one */
  async function open(file: File, signal: AbortSignal, reducedFrom?: Size) {
    const { picture, width, height, notes } = await parts.open(file, signal);
    if (signal.aborted) return;
    const name = nameOf(file);
    const told = reducedFrom && reducedFrom.width > width ? [ofCopy(picture, reducedFrom)] : [];
    await show(
      { picture, width, height, notes: [...notes, ...told], name, standsIn: false },
      async (copy) =>
        file.size <= KEPT_BYTES
          ? { ...(await rowOf(CONTENT, name, file)), ...(reducedFrom && { reducedFrom }) }
          : { ...(await rowOf(CONTENT, name, copy)), reducedFrom: { width, height } },
    );
  }

  async function reopen(kept: KeptPicture, signal: AbortSignal) {
    const file = new File([kept.bytes], kept.name, { type: kept.type });
    try {
      await open(file, signal, kept.reducedFrom);
    } catch (thrown) {
      if (signal.aborted) return;
      // What takes too long today may open tomorrow: it is not for us to throw it away.
      store.setState({ opening: undefined, unopened: true });
      parts.refuse(file, thrown);
    }
  }

  async function standIn() {
    const picture = await parts.drawStandIn();
    if (!picture || !isEmpty()) return;
    const { width, height } = picture;
    await show({ picture, width, height, notes: [], name: 'A generated picture', standsIn: true });
  }

  async function recall(kept: KeptPicture | undefined) {
    // Also where a file is being opened: should that fail, this is what comes back.
    if (!store.getState().content) left = kept;
    if (!isEmpty()) return;
    if (kept) {
      const signal = begin(kept.name);
      await reopen(kept, signal);
      if (signal.aborted) return;
    }
    left = undefined;
    await standIn().catch((thrown: unknown) => console.warn(toSfumatoError(thrown).message));
  }

  /** What stands there where nothing else could be opened; at the beginning that comes by itself. */
  async function fallBack() {
    if (store.getState().restored) await recall(left);
  }

  return {
    async take(file) {
      const signal = begin(nameOf(file));
      await open(file, signal).catch((thrown: unknown) => parts.refuse(file, thrown));
      if (signal.aborted) return;
      store.setState({ opening: undefined });
      await fallBack();
    },
    async paintPoint(code) {
      const signal = begin('a generated picture');
      try {
        const { picture, name } = await parts.drawPoint(code);
        if (signal.aborted) return;
        const { width, height } = picture;
        await show({ picture, width, height, notes: [], name, standsIn: false }, async () =>
          // Another model would draw another picture: kept is this one, pixel for pixel.
          rowOf(CONTENT, name, await parts.toPng(picture)),
        );
      } catch (thrown) {
        if (signal.aborted) return;
        store.setState({ opening: undefined });
        void fallBack();
        throw thrown;
      }
    },
    recall,
    keep() {
      const { content } = store.getState();
      const keep = keepAs;
      if (content && keep) keeper.write(async () => keep(await parts.reduce(content.picture)));
    },
    forget() {
      opening.abort();
      const { content } = store.getState();
      if (content?.url !== undefined) urls.revokeObjectURL(content.url);
      keepAs = left = undefined;
      store.setState({
        ...{ content: undefined, opening: undefined, recommendation: undefined },
        unopened: false,
      });
    },
  };
}

export const nameOf = (file: File): string => (file.name === '' ? 'Pasted picture' : file.name);

function ofCopy(copy: Size, of: Size): string {
  const size = ({ width, height }: Size) =>
    `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;
  return `A copy of ${size(copy)} pixels, kept of your picture of ${size(of)}: choose its file again to paint all of it.`;
}
