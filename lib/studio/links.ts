/** Links in and out. */
import { SfumatoError } from '@/lib/errors';
import { decodeMessage, decodePoint, encodePoint } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

/** The path of a point's page. */
export function pathOfPoint(point: LatentPoint, catalogue: readonly ModelFacts[]): string {
  return `/p/${encodePoint(point, catalogue)}`;
}

/** `?paint=<code>`, `?style=<code>`: what Transfer is to do with a point's picture. */
export const PAINT = 'paint';
export const STYLE = 'style';

/** Where a point's picture is painted in a style, or others in its own. */
export function pathToTransfer(
  point: LatentPoint,
  as: typeof PAINT | typeof STYLE,
  catalogue: readonly ModelFacts[],
): string {
  return `/transfer?${as}=${encodePoint(point, catalogue)}`;
}

/** Links of this app that do not say themselves which picture they lead to, and how to come to one. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|\/)works\/[\w-]{16}\/?(?:[?#].*)?$/,
    'This is a page of the gallery: open its picture from there, and copy the address of that.',
  ],
  [
    /(?:^|\/)transfer\/[\w-]+\/?(?:[?#].*)?$/,
    "This link leads to a style to paint in, not to one picture. Open it in the browser's address bar.",
  ],
];

/** What a short link ends in, on whatever address this app is reached; undefined for other texts. */
export function slugOfText(text: string): string | undefined {
  return /(?:^|\/)s\/(\w{7})\/?(?:[?#].*)?$/.exec(text.trim().slice(0, MAX_TEXT))?.[1];
}

/** More than any link has; longer texts are not looked into. */
const MAX_TEXT = 4096;

/**
 * The point that a pasted text means: a link to a picture, on whatever address this
 * app is reached, or a code alone.
 * @throws SfumatoError with a sentence that says what the text is instead.
 */
export function pointOfText(text: string, catalogue: readonly ModelFacts[]): LatentPoint {
  const trimmed = text.trim();
  if (trimmed === '') throw new SfumatoError('invalid-input', 'Nothing was pasted.');
  if (trimmed.length > MAX_TEXT || /\s/.test(trimmed)) {
    throw new SfumatoError(
      'invalid-input',
      'This is not a link to a picture. Copy a link in the Studio, or the address of its page.',
    );
  }
  const elsewhere = ELSEWHERE.find(([pattern]) => pattern.test(trimmed));
  if (elsewhere) throw new SfumatoError('invalid-input', elsewhere[1]);
  const link = /(?:^|\/)(p|walk|arithmetic)\/([\w-]+)\/?(?:[?#].*)?$/.exec(trimmed);
  if (link)
    return link[1] === 'p' ? decodePoint(link[2]!, catalogue) : wrongScreen(link, catalogue);
  if (/^[\w-]+$/.test(trimmed)) return decodePoint(trimmed, catalogue);
  throw new SfumatoError(
    'invalid-input',
    'This address does not lead to a picture of Sfumato. Its links end in /p/ and a code.',
  );
}

/** A walk or an arithmetic: a clear sentence, unless the code is that of a point after all. */
function wrongScreen(link: RegExpExecArray, catalogue: readonly ModelFacts[]): LatentPoint {
  const message = decodeMessage(link[2]!, catalogue);
  if (message.kind === 'point') return message.point;
  const screen = message.kind === 'walk' ? 'a walk' : 'an arithmetic';
  throw new SfumatoError(
    'invalid-input',
    `This link leads to ${screen}, not to one picture. Open it in the browser's address bar.`,
  );
}
