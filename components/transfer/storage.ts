/**
 * What Transfer keeps on this device, in IndexedDB: the picture that is painted, and those
 * whose styles it is painted in, for as long as their owner wants.
 */
import { openRowStorage, type RowStorage } from '@/components/intake/row-storage';

export interface KeptPicture {
  /** `content`, or the id that the settings know the picture of a style by. */
  readonly id: string;
  readonly name: string;
  /** The file, or a reduced copy of it. Bytes, because some private windows cannot keep a Blob. */
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

export type PictureStorage = RowStorage<KeptPicture>;

export const openPictureStorage = () => openRowStorage<KeptPicture>('sfumato-transfer', 'pictures');
