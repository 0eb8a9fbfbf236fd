import { blobOf, canvasOf } from '@/components/intake/copy';
import type { Picture } from '@/lib/image/picture';

/** A picture as a file, in its own size. @throws SfumatoError `internal` */
export async function toFile(
  { width, height, data }: Picture,
  type: 'image/png' | 'image/jpeg',
  quality?: number,
): Promise<Blob> {
  const { canvas, context } = canvasOf(width, height);
  context.putImageData(new ImageData(data, width, height), 0, 0);
  const blob = await blobOf(canvas, type, quality);
  // A canvas of this size is as much memory as the picture itself.
  canvas.width = canvas.height = 1;
  return blob;
}
