/** How a painted film says of itself that a trained model had a part in it. Pure. */
import { COMPOSITE_SOURCE_TYPE, writeXmp } from '@/lib/image/xmp';

/** What is said in the tags that players show. */
export const FILM_REMARK = `Painted by a trained model in Sfumato, from a film. ${COMPOSITE_SOURCE_TYPE}`;

/** Source: Adobe, XMP Specification Part 3, section 1.2.4 (MPEG-4): the box that holds XMP. */
const XMP_BOX = 'be7acfcb97a942e89c71999491e3afac';

/**
 * The box with the XMP packet of a film, for the end of an MP4 or MOV file, where every reader
 * that does not know it passes over it.
 */
export function xmpBox(title: string): Uint8Array<ArrayBuffer> {
  const packet = new TextEncoder().encode(writeXmp({ composite: true, title }));
  const bytes = new Uint8Array(8 + 16 + packet.length);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  bytes.set(new TextEncoder().encode('uuid'), 4);
  bytes.set(
    XMP_BOX.match(/../g)!.map((pair) => parseInt(pair, 16)),
    8,
  );
  bytes.set(packet, 24);
  return bytes;
}
