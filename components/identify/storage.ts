/**
 * What Identify keeps on this device, in IndexedDB: answers, and a reduced copy of
 * each picture, for as long as its owner wants.
 */
import { openRowStorage, type RowStorage } from '@/components/intake/row-storage';
import type { Identification, NearWork } from '@/lib/identify/answer';

export interface ResultRow {
  readonly id: string;
  /** When it was given, in milliseconds since 1970. */
  readonly at: number;
  readonly name: string;
  /** Of the file, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The reduced copy, a JPEG. Bytes, because some private windows cannot keep a Blob. */
  readonly copy: ArrayBuffer;
  readonly identification: Identification;
  /** Absent when they could not be had; then there is a message. */
  readonly works?: readonly NearWork[];
  readonly worksMessage?: string;
  /** As in the entry. Rows from before they were kept have neither of the two. */
  readonly notes?: readonly string[];
  readonly pointCode?: string;
}

export type ResultStorage = RowStorage<ResultRow>;

export const openResultStorage = () => openRowStorage<ResultRow>('sfumato-identify', 'results');
