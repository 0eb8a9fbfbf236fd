import { addressKey } from './address-header';
import { serverDrawing } from './drawing';
import { openLink, type LinkKind } from './links';
import { PREVIEW_TYPE } from './preview';
import { errorResponse, fileResponse } from './respond';

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

/** The picture of a point as PNG; `size` as it stands in the address. Never throws. */
export async function servePicture(
  code: string,
  size: string | null,
  headers: Headers,
): Promise<Response> {
  try {
    const side = size === null ? DEFAULT_SIDE : /^\d{1,5}$/.test(size) ? Number(size) : NaN;
    const file = await serverDrawing().picture(openLink('point', code), side, addressKey(headers));
    return fileResponse(file, 'image/png', 'sfumato.png');
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
