import { showPoint } from '../edits';
import type { Action, Instrument } from './action';

export const pasteLinkAction: Action = {
  id: 'paste-link',
  label: 'Go to a copied link',
  group: 'Picture',
  icon: 'paste',
  keywords: 'paste url clipboard open permalink',
  async run(instrument) {
    await openText(instrument, await instrument.host.readText());
  },
};

/** Goes to the point that a text means. @throws SfumatoError for anything but a link to a picture. */
export async function openText(
  { studio, host, catalogue }: Pick<Instrument, 'studio' | 'host' | 'catalogue'>,
  text: string,
): Promise<void> {
  showPoint(studio, await host.pointOfLink(text, catalogue), 'Opened a link');
}
