/** A person's picture, as large as it can be painted here. */
import type { Picture } from '@/lib/image/picture';
import { sizeWith } from '@/lib/image/reduce';
import type { Size } from '@/lib/transfer/sizes';

import type { OpenedFile } from './contract';

export interface ContentOpener {
  readonly open: (
    file: File,
    options: { readonly signal: AbortSignal; readonly pixels: number },
  ) => Promise<OpenedFile>;
  readonly resize: (picture: Picture, size: Size) => Promise<Picture>;
  /** Longer side of the largest result, in pixels. */
  readonly largest: number;
  /** See `openedPixels`. */
  readonly pixels: number;
}

/** What is larger than the largest result is reduced to it, once; nothing holds the larger one after. */
export async function openContent(
  file: File,
  signal: AbortSignal,
  { open, resize, largest, pixels }: ContentOpener,
): Promise<OpenedFile> {
  const opened = await open(file, { signal, pixels });
  const { picture } = opened;
  if (signal.aborted || Math.max(picture.width, picture.height) <= largest) return opened;
  return { ...opened, picture: await resize(picture, sizeWith(picture, largest)) };
}
