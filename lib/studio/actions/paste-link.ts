import { showPoint } from '../edits';
import { pointOfText } from '../links';
import type { Action, Instrument } from './action';

export const pasteLinkAction: Action = {
  id: 'paste-link',
  label: 'Go to a copied link',
  group: 'Picture',
  icon: 'paste',
  keywords: 'paste url clipboard open permalink',
  async run(instrument) {
    openText(instrument, await instrument.host.readText());
  },
};

/** Goes to the point that a text means. @throws SfumatoError for anything but a link to a picture. */
export function openText(
  { studio, catalogue }: Pick<Instrument, 'studio' | 'catalogue'>,
  text: string,
): void {
  showPoint(studio, pointOfText(text, catalogue), 'Opened a link');
}
