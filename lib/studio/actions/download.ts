import { writeLargePng } from '@/lib/image/png';
import { encodePoint } from '@/lib/latent/codec';

import { describeMix } from '../describe';
import type { Action, Instrument } from './action';

/** Width of a download, in pixels: large enough to look at, smoothly enlarged. */
const LARGE = 1024;

export const downloadAction: Action = {
  id: 'download',
  label: 'Download picture',
  group: 'Picture',
  icon: 'download',
  shortcuts: ['S'],
  keywords: 'save png export file large',
  run: (instrument) => download(instrument, LARGE),
};

export const downloadOriginalAction: Action = {
  id: 'download-original',
  label: 'Download in original size',
  group: 'Picture',
  icon: 'download',
  shortcuts: ['Shift+S'],
  keywords: 'save png export pixels exact small',
  run: (instrument) => download(instrument, 0),
};

/** Saves the picture at least `width` pixels wide, with its point and the mark that it is generated. */
async function download({ studio, host, catalogue }: Instrument, width: number): Promise<void> {
  studio.settle();
  const { point } = studio.store.getState().scene;
  const picture = await host.pictureNow(point);
  const code = encodePoint(point, catalogue);
  const title = describeMix(point.mix, studio.modelOf(point));
  const bytes = await writeLargePng(picture, Math.max(width, picture.width), { code, title });
  host.saveFile(`sfumato-${code.slice(0, 24)}.png`, bytes);
  host.notify('Saved. Drop the file here to come back to this picture.');
}
