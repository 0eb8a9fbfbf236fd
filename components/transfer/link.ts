import { encodeTransfer } from '@/lib/transfer/code';
import type { StylizerEntry } from '@/models/card';

import type { TransferController } from './contract';

/**
 * The code of what is painted now, the picture left out; waits for styles that are still being
 * looked at.
 * @throws SfumatoError as `encodeTransfer`, and as looking at a style does.
 */
export async function linkOf(
  { store, vectors }: TransferController,
  stylizer: StylizerEntry,
): Promise<string> {
  const { settings } = store.getState();
  const { styles, brush } = settings;
  await Promise.all(styles.map(({ source }) => vectors.request(source, brush)));
  return encodeTransfer(settings, stylizer, store.getState().card?.styles ?? [], (source) =>
    vectors.peek(source, brush),
  );
}
