/** What Transfer needs of the browser, and what it does for the screen. */
import type { StoreApi } from 'zustand/vanilla';

import type { Undo } from '@/components/points/undo';
import type { Engine } from '@/lib/engine/engine';
import type { Picture } from '@/lib/image/picture';
import type { LinkedTransfer } from '@/lib/transfer/code';
import type { Painted, Painter } from '@/lib/transfer/painter';
import type { Remembered } from '@/lib/transfer/saved';
import type { StyleSource, TransferSettings } from '@/lib/transfer/settings';
import type { StyleVectors } from '@/lib/transfer/vectors';
import type { StylizerCard } from '@/models/card';

import type { TransferState } from './state';
import type { PictureStorage } from './storage';

/** A picture that came out of a file. */
export interface OpenedFile {
  readonly picture: Picture;
  /** Of the file's own picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly notes: readonly string[];
}

export interface TransferParts {
  readonly engine: Pick<Engine, 'encodeStyle' | 'identify' | 'nearestWorks'>;
  /** Id of the stylizer. */
  readonly model: string;
  /** Id of the classifier that recommends; undefined where there is none. */
  readonly classifier: string | undefined;
  readonly painter: Painter;
  readonly loadCard: () => Promise<StylizerCard>;
  readonly open: (file: File, signal: AbortSignal) => Promise<OpenedFile>;
  /** The picture of a point's code, and what it is called. */
  readonly drawPoint: (code: string) => Promise<{ picture: Picture; name: string }>;
  /** A generated picture to begin with; undefined where there is none. */
  readonly drawStandIn: () => Promise<Picture | undefined>;
  /** A reduced copy of a picture, as a file, and the picture of such a copy. */
  readonly reduce: (picture: Picture) => Promise<Blob>;
  readonly restoreCopy: (copy: Blob) => Promise<Picture>;
  /** A picture as a file, as it is. */
  readonly toPng: (picture: Picture) => Promise<Blob>;
  readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
  /** Opens the device's storage; asked once, when it is first needed. */
  readonly openStorage: () => Promise<PictureStorage>;
  /** What this device remembers of the last visit. */
  readonly remembered: () => { readonly saved: Remembered | undefined; readonly keeping: boolean };
  readonly newId: () => string;
  /** The longest side that this device paints. */
  readonly largest: number;
}

export interface TransferController extends Pick<TransferParts, 'painter' | 'largest'> {
  readonly store: StoreApi<TransferState>;
  readonly undo: Undo<TransferSettings>;
  readonly vectors: StyleVectors;
  /** Fetches the model and reads what earlier visits left; once, however often it is called. */
  begin(): Promise<void>;
  /** The screen is there: what was left unfinished is painted. */
  enter(): void;
  /** The screen is gone: nothing more is painted, but for downloads that were asked for. */
  leave(): void;
  /** Tries once more to fetch the model. */
  again(): void;
  /** Paints this file; of several the first. Settles when it is open, or refused. */
  takeContent(files: readonly File[]): Promise<void>;
  /** Borrows the styles of these files; of several, all are mixed. */
  takeStyles(files: readonly File[]): void;
  /** Paints the picture of a latent point. @throws SfumatoError when it cannot be drawn. */
  paintPoint(code: string): Promise<void>;
  /**
   * The whole of what is wanted now; waits for styles that are still being looked at.
   * @throws SfumatoError as `Painter.finish`, and as looking at a style does.
   */
  finish(): Promise<Painted>;
  /** Takes a style: alone, or into the mix, where one that is there already stays as it is. */
  add(source: StyleSource, name: string): void;
  /** As `add`, but one that is in the mix already is taken out again. */
  choose(source: StyleSource, name: string): void;
  /** The settings of a link, as a change that can be undone. */
  openLink(code: string, link: LinkedTransfer): Promise<void>;
  /** What is made from now on may have grown from these styles. */
  rememberLink(code: string, settings: TransferSettings): void;
  /** Asks which style of the house suits the picture, and paints in it. */
  recommend(): Promise<void>;
  /** Paints in an artist's style. @returns whether the house has it. */
  paintLike(artist: string): Promise<boolean>;
  set(
    change: Partial<
      Pick<
        TransferState,
        'mode' | 'moving' | 'film' | 'filmAtStake' | 'side' | 'mixing' | 'linkProblem'
      >
    >,
  ): void;
  setKeeping(keeping: boolean): void;
  /** Takes away the message about a file. */
  dismiss(id: string): void;
  /** Forgets the picture and those of styles, here and on the device. */
  forget(): void;
}
