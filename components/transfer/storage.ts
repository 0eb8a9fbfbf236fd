/**
 * What Transfer keeps on this device, in IndexedDB: the picture that is painted, and those
 * whose styles it is painted in, for as long as their owner wants.
 */
import { openRowStorage, type RowStorage } from '@/components/intake/row-storage';
import type { Size } from '@/lib/transfer/sizes';

/** Id of the picture that is painted. */
export const CONTENT = 'content';

export interface KeptPicture {
  /** `content`, or the id that the settings know the picture of a style by. */
  readonly id: string;
  readonly name: string;
  /** The file, or a reduced copy of it. Bytes, because some private windows cannot keep a Blob. */
  readonly bytes: ArrayBuffer;
  readonly type: string;
  /** The size of what the bytes are a reduced copy of; absent where they are the file itself. */
  readonly reducedFrom?: Size;
}

export type PictureStorage = RowStorage<KeptPicture>;

export const openPictureStorage = () => openRowStorage<KeptPicture>('sfumato-transfer', 'pictures');

export async function rowOf(id: string, name: string, file: Blob): Promise<KeptPicture> {
  return { id, name, bytes: await file.arrayBuffer(), type: file.type };
}
