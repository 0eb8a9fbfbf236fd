import { showPoint } from '../edits';
import { pointOfFile } from '../files';
import type { Action, Instrument } from './action';

export const openFileAction: Action = {
  id: 'open-file',
  label: 'Open a saved picture…',
  group: 'Picture',
  icon: 'open',
  shortcuts: ['O', 'Mod+O'],
  keywords: 'png file drop import',
  async run(instrument) {
    const file = await instrument.host.chooseFile();
    if (file) await openFile(instrument, file);
  },
};

/** Goes to the point that a file carries. @throws SfumatoError for files that carry none. */
export async function openFile({ studio, catalogue }: Instrument, file: File): Promise<void> {
  showPoint(studio, await pointOfFile(file, catalogue), 'Opened a saved picture');
}
