/** A still of the live picture as a file. */
import { saveFile } from '@/components/intake/save-file';
import { toast } from '@/components/ui/toast-store';
import type { Picture } from '@/lib/image/picture';
import { writePng } from '@/lib/image/png';

/** Hands the picture to the browser as a download that says how it was made. */
export function saveStill(picture: Picture): void {
  const png = writePng(picture, { composite: true, title: 'Painted from a camera’s picture' });
  const at = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-');
  saveFile(new Blob([png], { type: 'image/png' }), `sfumato-live-${at}.png`);
  toast({
    title: `Saved, ${picture.width} × ${picture.height} pixels. The file says that a model painted it.`,
  });
}
