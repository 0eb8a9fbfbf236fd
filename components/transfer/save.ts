/** The painting as a file that says how it was made. */
import { blobOf, canvasOf } from '@/components/intake/copy';
import { saveFile, stemOf } from '@/components/intake/save-file';
import { toast } from '@/components/ui/toast-store';
import { markJpeg, markPng } from '@/lib/image/mark';

import type { TransferController } from './contract';
import { mixInWords } from './words';

const QUALITY = 0.93;

/**
 * Paints the whole, if it is not there yet, and hands it to the browser as a download.
 * @throws SfumatoError what painting and saving throw; `cancelled` when it was stopped.
 */
export async function savePainting(
  { painter, store }: TransferController,
  type: 'image/png' | 'image/jpeg',
): Promise<void> {
  const { content, settings, card } = store.getState();
  const { picture } = await painter.finish();
  const { canvas, context } = canvasOf(picture.width, picture.height);
  context.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
  const isPng = type === 'image/png';
  const blob = await blobOf(canvas, type, isPng ? undefined : QUALITY);
  // A canvas of this size is as much memory as the picture itself.
  canvas.width = canvas.height = 1;
  const title = `Painted in the style of ${mixInWords(settings, card?.styles ?? [])}`;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const marked = (isPng ? markPng : markJpeg)(bytes, { composite: true, title });
  const stem = stemOf(content?.name ?? '', 'painting');
  saveFile(new Blob([marked], { type }), `sfumato-${stem}.${isPng ? 'png' : 'jpg'}`);
  toast({
    title: `Saved, ${picture.width} × ${picture.height} pixels. The file says that a model painted it.`,
  });
}
