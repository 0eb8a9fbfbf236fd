/** Asking where on disk a film is to be written. */
import { SfumatoError } from '@/lib/errors';
import type { FileHandle } from '@/lib/transfer/film/destination';
import { FORMAT_NAMES, MIME_TYPES, type FilmFormat } from '@/lib/transfer/film/make-film';

/** The File System Access API (WICG), which not every browser has, and TypeScript does not know. */
interface SavePicker {
  showSaveFilePicker(options: {
    suggestedName: string;
    types: readonly { description: string; accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<FileHandle>;
}

export type ChoosePlace = (name: string, format: FilmFormat) => Promise<FileHandle>;

/**
 * Undefined where the browser has no such dialog: the film is then kept in memory and downloaded.
 * The function must be called by a press. It rejects with `cancelled` where no place is chosen.
 */
export function placeChooser(): ChoosePlace | undefined {
  if (!hasPicker(window)) return undefined;
  const picker = window;
  return async (name, format) => {
    try {
      return await picker.showSaveFilePicker({
        suggestedName: name,
        types: [
          {
            description: `${FORMAT_NAMES[format]} film`,
            accept: { [MIME_TYPES[format]]: [`.${format}`] },
          },
        ],
      });
    } catch (thrown) {
      throw new SfumatoError('cancelled', 'No place was chosen.', { cause: thrown });
    }
  };
}

const hasPicker = (where: object): where is SavePicker => 'showSaveFilePicker' in where;
