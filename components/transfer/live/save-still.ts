/** A still of the live picture as a file. */
import type { Picture } from '@/lib/image/picture';
import { writePng } from '@/lib/image/png';

import { saveBlob } from '../video/save-blob';

/** Hands the picture to the browser as a download that says how it was made. */
export function saveStill(picture: Picture): void {
  const png = writePng(picture, { title: 'Painted from a camera’s picture' });
  const at = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-');
  saveBlob(new Blob([png], { type: 'image/png' }), `sfumato-live-${at}.png`);
}
