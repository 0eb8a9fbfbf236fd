/** A person's file as a picture, with the point that a picture made here still has. */
import { openPicture } from '@/lib/image/open-picture';
import { MAX_PNG_BYTES, readPointCodeOfFile } from '@/lib/image/png';
import type { OpenOptions } from '@/lib/image/open/opener';
import type { OpenedPicture } from '@/lib/image/picture';
import { decodePoint } from '@/lib/latent/codec';
import { catalogue } from '@/models/registry';

export interface OpenedFile extends OpenedPicture {
  /** The picture was made here: the code of its point. */
  readonly pointCode?: string;
}

/** @throws SfumatoError as `openPicture`. */
export async function openFile(file: File, options?: OpenOptions): Promise<OpenedFile> {
  const opened = await openPicture(file, options);
  const pointCode = await pointCodeOf(file);
  return pointCode === undefined ? opened : { ...opened, pointCode };
}

/** The point that a picture made here still has; undefined for all other pictures. */
async function pointCodeOf(file: File): Promise<string | undefined> {
  if (file.size > MAX_PNG_BYTES) return undefined;
  try {
    const code = await readPointCodeOfFile(file);
    if (code !== undefined) decodePoint(code, catalogue);
    return code;
  } catch {
    // Its point is damaged or of a model that went on learning; the picture itself is sound.
    return undefined;
  }
}
