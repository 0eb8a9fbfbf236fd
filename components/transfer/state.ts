/** What the parts of the Transfer screen show. Plain data, but for pictures. */
import type { RefusedFile } from '@/components/intake/refused-files';
import type { Picture } from '@/lib/image/picture';
import type { AtStake } from '@/lib/transfer/film/at-stake';
import type { WantedStyle } from '@/lib/transfer/live/wanted-style';
import type { TransferSettings } from '@/lib/transfer/settings';
import type { StylizerCard } from '@/models/card';

/** The picture that is painted. */
export interface Content {
  readonly id: string;
  readonly name: string;
  readonly picture: Picture;
  /** Of the file's own picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** What had to be done to the picture, a sentence each. */
  readonly notes: readonly string[];
  /** A generated picture that only holds the place of somebody's own. */
  readonly standsIn: boolean;
  /** Address within this page of a reduced copy, to be looked at; absent until it is made. */
  readonly url?: string;
}

/** A picture whose style is borrowed. */
export interface StylePicture {
  readonly id: string;
  readonly name: string;
  readonly copy: Blob;
  readonly url: string;
}

/** A link and the styles in it. */
export interface LinkedStyles {
  readonly code: string;
  readonly settings: TransferSettings;
}

/** What is painted: one picture, what a camera sees, or a film. */
export type Mode = 'picture' | 'webcam' | 'video';

/** What Identify would say of the picture. */
export type Recommendation =
  | { readonly state: 'looking' }
  | { readonly state: 'found'; readonly why: string }
  | { readonly state: 'none'; readonly message: string };

export interface TransferState {
  readonly mode: Mode;
  /** A camera is on, or a film is being painted: that needs all there is. */
  readonly moving: boolean;
  /** A film that was dropped on the page, until it is taken. */
  readonly film: File | undefined;
  /** What would be lost if the film were let go of. */
  readonly filmAtStake: AtStake | undefined;
  readonly content: Content | undefined;
  /** Name of the file that is being opened. */
  readonly opening: string | undefined;
  readonly settings: TransferSettings;
  /** Longer side of the result in pixels; undefined for the usual one. */
  readonly side: number | undefined;
  /** The stylizer's card, once it is there. */
  readonly card: StylizerCard | undefined;
  /** Why there is no card. */
  readonly problem: string | undefined;
  /** Why a style of the mix has no numbers. */
  readonly styleProblem: string | undefined;
  /** Links that were opened, or kept online, the last one first: what is made now may have grown from them. */
  readonly linked: readonly LinkedStyles[];
  /** A link's styles are no longer what they were. */
  readonly linkProblem: string | undefined;
  readonly pictures: ReadonlyMap<string, StylePicture>;
  readonly refused: readonly RefusedFile[];
  /** Choosing a style adds it to the mix instead of taking the place of the others. */
  readonly mixing: boolean;
  /** The mix in numbers, for everything that paints; undefined while there is none. */
  readonly wanted: WantedStyle | undefined;
  readonly recommendation: Recommendation | undefined;
  readonly keeping: boolean;
  /** False where this browser keeps nothing beyond the tab. */
  readonly persistent: boolean;
  /** False until what earlier visits left here has been read. */
  readonly restored: boolean;
  /** A picture that an earlier visit left could not be opened this time; it still lies here. */
  readonly unopened: boolean;
}
