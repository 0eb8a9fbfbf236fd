/** The painting as a file that says how it was made. */
import { saveFile, stemOf } from '@/components/intake/save-file';
import { toast } from '@/components/ui/toast-store';
import { markJpeg, markPng } from '@/lib/image/mark';

import type { TransferController } from './contract';
import { toFile } from './to-file';
import { mixInWords } from './words';

const QUALITY = 0.93;

/**
 * Paints the whole, if it is not there yet, and hands it to the browser as a download.
 * @throws SfumatoError what painting and saving throw; `cancelled` when it was stopped.
 */
export async function savePainting(
  { finish, store }: TransferController,
  type: 'image/png' | 'image/jpeg',
): Promise<void> {
  const { picture, wish } = await finish();
  const { content, card } = store.getState();
  const isPng = type === 'image/png';
  const blob = await toFile(picture, type, isPng ? undefined : QUALITY);
  // Of the painting itself: what is wanted may have changed since.
  const title = `Painted in the style of ${mixInWords(wish.settings, card?.styles ?? [])}`;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const marked = (isPng ? markPng : markJpeg)(bytes, { composite: true, title });
  const stem = stemOf(content?.name ?? '', 'painting');
  saveFile(new Blob([marked], { type }), `sfumato-${stem}.${isPng ? 'png' : 'jpg'}`);
  toast({
    title: `Saved, ${picture.width} × ${picture.height} pixels. The file says that a model painted it.`,
  });
}
