import { createHash } from 'node:crypto';

import type { LinkKind } from '@/lib/latent/link-kinds';

import { addressKey } from './address-header';
import { serverDrawing, type Drawing } from './drawing';
import { openLink, openPicture } from './links';
import { PREVIEW_TYPE } from './preview';
import { errorResponse, fileResponse, unchangedResponse } from './respond';

/** Side of the picture when nobody asks for a size. */
const DEFAULT_SIDE = 512;

/** The preview of a link, or a plain sentence with the status that fits. Never throws. */
export async function servePreview(
  kind: LinkKind,
  code: string,
  headers: Headers,
): Promise<Response> {
  try {
    const file = await serverDrawing().preview(openLink(kind, code), addressKey(headers));
    return fileResponse(file, PREVIEW_TYPE, 'sfumato-preview.jpg');
  } catch (thrown) {
    return errorResponse(thrown);
  }
}

/**
 * The picture of a point or a transfer as PNG; `size` as it stands in the address. Whoever has it
 * already is told so without drawing. Never throws.
 */
export async function servePicture(
  code: string,
  size: string | null,
  headers: Headers,
  drawing: () => Pick<Drawing, 'picture'> = serverDrawing,
): Promise<Response> {
  try {
    const side = size === null ? DEFAULT_SIDE : /^\d{1,5}$/.test(size) ? Number(size) : NaN;
    const subject = openPicture(code);
    const tag = tagOf(code, side);
    if (headers.get('if-none-match')?.includes(tag)) return unchangedResponse(tag);
    const file = await drawing().picture(subject, side, addressKey(headers));
    const response = fileResponse(file, 'image/png', 'sfumato.png');
    response.headers.set('ETag', tag);
    return response;
  } catch (thrown) {
    return errorResponse(thrown);
  }
}

/** Code and size determine a picture, so their hash names it. */
function tagOf(code: string, side: number): string {
  return `"${createHash('sha256').update(`${code} ${side}`).digest('base64url').slice(0, 22)}"`;
}
