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
