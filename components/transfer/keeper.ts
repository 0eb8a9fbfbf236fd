import { createRowKeeper, type RowKeeper } from '@/components/intake/row-keeper';

import type { KeptPicture, PictureStorage } from './storage';

export type Keeper = RowKeeper<KeptPicture>;

/** @param onLost called when the device turned out to keep nothing */
export const createKeeper = (open: () => Promise<PictureStorage>, onLost: () => void): Keeper =>
  createRowKeeper(open, onLost);
