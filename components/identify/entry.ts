import type { HeatMap, Identification, NearWork } from '@/lib/identify/answer';

/** How far a picture has come. */
export type Phase =
  /** Its file is being read. */
  | 'opening'
  /** It is seen; its turn, or the model, is still to come. */
  | 'waiting'
  | 'identifying'
  | 'done'
  /** Somebody called it off. */
  | 'stopped'
  /** The model failed; it can be tried again. */
  | 'failed'
  /** The file is not a picture that can be used. */
  | 'refused';

/** One of the visitor's own pictures and what is known of it. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  /** When it was given, in milliseconds since 1970. */
  readonly at: number;
  readonly phase: Phase;
  /**
   * A reduced copy, to be shown and kept, and to be looked at where the picture itself is no
   * longer in memory; absent until the file is open.
   */
  readonly copy?: Blob;
  /** Address of the copy within this page. */
  readonly url?: string;
  /** Of the file, in pixels. */
  readonly width?: number;
  readonly height?: number;
  /** What to know before believing the answer, a sentence each. */
  readonly notes: readonly string[];
  /** What went wrong, for `failed` and `refused`. */
  readonly message?: string;
  readonly identification?: Identification;
  /** Absent while they are looked for, and when that failed. */
  readonly works?: readonly NearWork[] | undefined;
  /** Why there are none. */
  readonly worksMessage?: string | undefined;
  /** The picture was made here: the code of its point. */
  readonly pointCode?: string;
  /** The device took it in vain: it is gone with the tab, or there as it was before. */
  readonly unkept?: boolean | undefined;
}

/** An entry with its answer. */
export type Answered = Entry & Required<Pick<Entry, 'identification' | 'url' | 'copy'>>;

export const isAnswered = (entry: Entry | undefined): entry is Answered =>
  entry?.phase === 'done' && entry.identification !== undefined && entry.url !== undefined;

/** Files that cannot be used are told of, but have no place among the pictures. */
export const isShown = (entry: Entry) => entry.phase !== 'refused';

/** Its turn, or the end of it, is still to come. */
export const isUnderWay = ({ phase }: Entry) =>
  phase === 'opening' || phase === 'waiting' || phase === 'identifying';

/** What was asked about a place in the picture: not there yet, there, or in vain. */
export type Explanation =
  | { readonly state: 'looking' }
  | { readonly state: 'ready'; readonly map: HeatMap }
  | { readonly state: 'failed'; readonly message: string };
