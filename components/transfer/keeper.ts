import { createRowKeeper, STILL_THERE, type RowKeeper } from '@/components/intake/row-keeper';
import { toast } from '@/components/ui/toast-store';

import type { KeptPicture, PictureStorage } from './storage';

export type Keeper = RowKeeper<KeptPicture>;

const NOT_KEPT = 'This device could not keep a picture: it is gone when the tab is closed.';

/** Keeps pictures on the device, and says where that failed. */
export const createKeeper = (open: () => Promise<PictureStorage>): Keeper =>
  createRowKeeper(open, (change) => {
    toast({ title: change === 'write' ? NOT_KEPT : STILL_THERE, tone: 'danger' });
  });
