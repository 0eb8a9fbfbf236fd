/** The sentences for films that cannot be opened or painted. */
import { SfumatoError } from '@/lib/errors';

/** Time for opening a film, its first frame included. */
export const OPENING_SECONDS = 30;

export type FilmRefusal =
  | { readonly why: 'no-webcodecs' }
  | { readonly why: 'empty' }
  | { readonly why: 'not-a-video' }
  | { readonly why: 'damaged' }
  | { readonly why: 'no-picture' }
  /** Its transparency is a film of its own, and what puts the two together may not run here. */
  | { readonly why: 'transparent' }
  /** A codec by the name that its file gives it; undefined where it is not known at all. */
  | { readonly why: 'no-decoder'; readonly codec: string | undefined }
  | { readonly why: 'no-encoder'; readonly format: string }
  /** Decoder or encoder gave up on the way, and it is not known which. */
  | { readonly why: 'broke-off' }
  | { readonly why: 'too-slow' }
  | { readonly why: 'too-large'; readonly width: number; readonly height: number }
  | { readonly why: 'too-long'; readonly minutes: number }
  | { readonly why: 'not-saved' };

/** `name` is the file's own, for all that is said of a file. */
export function refuseFilm(refusal: FilmRefusal, name?: string, cause?: unknown): SfumatoError {
  const code = refusal.why === 'no-webcodecs' ? 'unavailable' : 'invalid-input';
  return new SfumatoError(code, sentence(refusal, calledName(name)), { cause });
}

function sentence(refusal: FilmRefusal, it: string): string {
  switch (refusal.why) {
    case 'no-webcodecs':
      return 'This browser cannot take films apart (it has no WebCodecs). Use a current Chrome, Edge, Firefox or Safari, and a page that is served over https.';
    case 'empty':
      return `${it} is empty. Choose another file.`;
    case 'not-a-video':
      return `${it} is not a film that can be read here. Choose an MP4, WebM or MOV file.`;
    case 'damaged':
      return `${it} is damaged, or breaks off before its end. Choose another copy.`;
    case 'no-picture':
      return `${it} has sound but no picture. Choose a film.`;
    case 'transparent':
      return `${it} is partly transparent, and a painting is not. Save it on an opaque ground and try again.`;
    case 'no-decoder':
      return refusal.codec === undefined
        ? `${it} is in a format that this browser does not know. Save it as an MP4 with H.264 and try again.`
        : `${it} is encoded as ${refusal.codec}, which this browser cannot decode. Save it as an MP4 with H.264 and try again, or use another browser.`;
    case 'no-encoder':
      return `This browser cannot write ${refusal.format} films of this size. Choose another format or a smaller size.`;
    case 'broke-off':
      return `${it} could not be painted to its end: it is damaged there, or the browser could not go on encoding. Choose a smaller size, another format or another part.`;
    case 'too-slow':
      return `${it} did not open within ${OPENING_SECONDS} seconds; it may be damaged. Choose another copy.`;
    case 'too-large':
      return `${it} measures ${refusal.width} × ${refusal.height} pixels, which is more than can be decoded here. Make it smaller and try again.`;
    case 'too-long':
      return `Up to ${refusal.minutes} minutes can be painted at once. Choose a shorter part.`;
    case 'not-saved':
      return 'The film could not be saved there: the disk is full, or the place may not be written to. Choose another place.';
  }
}

/** Characters of a name that are shown. */
const MAX_NAME = 60;

/** In one line, and without characters that would turn it around or hide its ending. */
function calledName(name = ''): string {
  const clean = Array.from(name.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim());
  if (clean.length === 0) return 'This file';
  if (clean.length <= MAX_NAME) return `“${clean.join('')}”`;
  const half = MAX_NAME / 2;
  return `“${clean.slice(0, half).join('')}…${clean.slice(-half).join('')}”`;
}
