import { encodeTransfer } from '@/lib/transfer/code';
import type { StylizerEntry } from '@/models/card';

import type { TransferController } from './contract';

/** The code of what is painted now, the picture left out. @throws SfumatoError as `encodeTransfer`. */
export function linkOf({ store, vectors }: TransferController, stylizer: StylizerEntry): string {
  const { settings, card } = store.getState();
  return encodeTransfer(settings, stylizer, card?.styles ?? [], (source) =>
    vectors.peek(source, settings.brush),
  );
}
