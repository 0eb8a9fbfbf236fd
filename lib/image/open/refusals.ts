/** What is too much, and the sentences for pictures that cannot be opened. */
import { SfumatoError } from '@/lib/errors';

export const LIMITS = {
  /** Scans of 100 megapixels stay below it as TIFF; more is hardly a picture meant for looking at. */
  bytes: 100_000_000,
  /**
   * Decoded, 120 megapixels take 480 MB of memory for a moment. Room for the
   * 108 megapixels of phones' largest sensors, and about what a browser's tab survives.
   */
  pixels: 120_000_000,
  /** A JPEG has no more, and no canvas takes more. */
  side: 65_535,
  /** Time for one picture, the reading of the file included. */
  seconds: 30,
} as const;

export type Refusal =
  | { readonly why: 'empty' }
  | { readonly why: 'too-many-bytes'; readonly bytes: number }
  | { readonly why: 'too-many-pixels'; readonly width: number; readonly height: number }
  | { readonly why: 'too-long'; readonly width: number; readonly height: number }
  | { readonly why: 'no-pixels' }
  | { readonly why: 'not-a-picture' }
  | { readonly why: 'svg' | 'pdf' | 'video' }
  /** A picture of a kind that is known but never opened, e.g. "Photoshop". */
  | { readonly why: 'other-kind'; readonly kind: string }
  /** A picture of a kind that others may be able to open, e.g. HEIC outside of Safari. */
  | { readonly why: 'no-decoder'; readonly kind: string; readonly where: 'browser' | 'here' }
  /** Damaged, or of a kind that only newer browsers open: what decodes does not say which. */
  | { readonly why: 'perhaps-no-decoder'; readonly kind: string }
  | { readonly why: 'breaks-off' }
  | { readonly why: 'damaged' }
  /** Damaged or too large: what decodes does not say which. */
  | { readonly why: 'not-decoded'; readonly width: number; readonly height: number }
  | { readonly why: 'too-slow' }
  | { readonly why: 'unreadable' };

/** The error for a file; `name` is the file's own, if it has one. */
export function refuse(refusal: Refusal, name?: string, cause?: unknown): SfumatoError {
  return new SfumatoError('invalid-input', sentence(refusal, calledName(name)), { cause });
}

function sentence(refusal: Refusal, it: string): string {
  switch (refusal.why) {
    case 'empty':
      return `${it} is empty. Choose another file.`;
    case 'too-many-bytes':
      return `${it} has ${megabytes(refusal.bytes)} MB; up to ${megabytes(LIMITS.bytes)} MB can be opened. Save it as a JPEG and try again.`;
    case 'too-many-pixels':
      return `${it} measures ${size(refusal)} pixels; up to ${LIMITS.pixels / 1e6} megapixels can be opened. Make it smaller and try again.`;
    case 'too-long':
      return `${it} measures ${size(refusal)} pixels; no side may have more than ${LIMITS.side.toLocaleString('en')}. Cut it into pieces and try again.`;
    case 'no-pixels':
      return `${it} is a picture without any pixels. Choose another file.`;
    case 'not-a-picture':
      return `${it} is not a picture. Choose a JPEG, PNG, WebP, AVIF or GIF.`;
    case 'svg':
      return `${it} is an SVG, a drawing made of instructions instead of pixels. Save it as a PNG and try again.`;
    case 'pdf':
      return `${it} is a PDF. Save the page as a JPEG or PNG and try again.`;
    case 'video':
      return `${it} is a video. Save one of its frames as a picture and try again.`;
    case 'other-kind':
      return `${it} is a ${refusal.kind} file, which cannot be opened here. Save it as a JPEG or PNG and try again.`;
    case 'no-decoder':
      return refusal.where === 'browser'
        ? `${it} is a ${refusal.kind} picture, which this browser cannot open. Save it as a JPEG and try again${refusal.kind === 'HEIC' || refusal.kind === 'TIFF' ? ', or use Safari' : ''}.`
        : `${it} is a ${refusal.kind} picture, which cannot be opened here. Save it as a JPEG or PNG and try again.`;
    case 'perhaps-no-decoder':
      return `${it} could not be opened: it is damaged, or this browser does not know ${refusal.kind} pictures. Save it as a JPEG and try again, or choose another copy.`;
    case 'breaks-off':
      return `${it} breaks off before its end; it may not have been copied completely. Choose another copy.`;
    case 'damaged':
      return `${it} is damaged and cannot be opened. Choose another copy.`;
    case 'not-decoded':
      return `${it} could not be opened: it is damaged, or its ${size(refusal)} pixels are too many for this device. Make it smaller, or choose another copy.`;
    case 'too-slow':
      return `${it} took longer than ${LIMITS.seconds} seconds to open. Make it smaller and try again.`;
    case 'unreadable':
      return `${it} could not be read. Choose it again.`;
  }
}

/** Longer names lose their middle. */
const MAX_NAME = 60;

/**
 * A file's name inside a sentence: in quotes, on one line, without characters that
 * are invisible or change the direction of writing, and not longer than people read.
 */
function calledName(name = ''): string {
  const clean = Array.from(name.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim());
  if (clean.length === 0) return 'This file';
  if (clean.length <= MAX_NAME) return `“${clean.join('')}”`;
  const half = MAX_NAME / 2;
  return `“${clean.slice(0, half).join('')}…${clean.slice(-half).join('')}”`;
}

/** One decimal, and never below what the number is, so that 100.04 is not "100". */
function megabytes(bytes: number): string {
  return (Math.ceil(bytes / 1e5) / 10).toLocaleString('en');
}

function size({ width, height }: { width: number; height: number }): string {
  return `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;
}
