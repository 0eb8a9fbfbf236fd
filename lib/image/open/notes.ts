import { centreCut } from '../reduce';
import type { PictureHeader } from './header';

/** Below it, brushwork and often the motif are gone. */
const SMALL_SIDE = 64;

/** What a person should know before believing what is said about the picture. */
export function notesOn({ animated, width, height }: Omit<PictureHeader, 'format'>): string[] {
  const notes: string[] = [];
  if (animated) notes.push('It is an animation: only its first frame is looked at.');
  if (Math.min(width, height) < SMALL_SIDE) {
    notes.push(`It measures only ${width} × ${height} pixels: too few to say much about it.`);
  }
  return notes;
}

/**
 * The note on a picture of which only the middle is looked at, alone in a list; none on any other.
 * @param maxAspect see `centreCut`
 */
export function notesOnCut(
  { width, height }: Pick<PictureHeader, 'width' | 'height'>,
  maxAspect: number,
): string[] {
  const cut = centreCut(width, height, maxAspect);
  if (cut.width === width && cut.height === height) return [];
  const times = maxAspect === 2 ? 'twice' : `${maxAspect} times`;
  const shape = cut.width < width ? 'long as it is high' : 'high as it is wide';
  return [`Only its middle was looked at: it is more than ${times} as ${shape}.`];
}
