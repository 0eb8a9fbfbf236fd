import { ImageResponse } from 'next/og';
import sharp from 'sharp';

import type { Picture } from '@/lib/image/picture';
import { enlargePicture } from '@/lib/image/resize';
import { writeXmp, type PictureNote } from '@/lib/image/xmp';

import type { Bytes } from './file-cache';

export const PREVIEW_SIZE = { width: 1200, height: 630 } as const;
export const PREVIEW_TYPE = 'image/jpeg';

export interface PreviewLine {
  /** E.g. "70 %". */
  readonly share?: string;
  readonly name: string;
}

export interface PreviewText {
  /** What it is, e.g. "A walk through 4 pictures". */
  readonly heading: string;
  /** Who is in it, a line each, the greatest share first. */
  readonly lines: readonly PreviewLine[];
}

const MARGIN = 48;
const SIDE = PREVIEW_SIZE.height - 2 * MARGIN;

/** The colours of the light theme in app/globals.css. */
const GROUND = '#f1f1f1';
const INK = '#171717';
const MUTED = '#5c5c5c';

/** The picture, large, on the neutral ground, with its words beside it: a JPEG that says it is generated. */
export async function drawPreview(
  picture: Picture,
  text: PreviewText,
  note: PictureNote,
): Promise<Bytes> {
  // Words and picture are drawn apart: the text renderer is slow at photographs.
  const words = await new ImageResponse(<Words {...text} />, PREVIEW_SIZE).arrayBuffer();
  const large = enlargePicture(picture, SIDE, SIDE);
  const file = await sharp(words)
    .composite([
      {
        input: Buffer.from(large.data.buffer),
        raw: { width: large.width, height: large.height, channels: 4 },
        left: MARGIN,
        top: MARGIN,
      },
    ])
    .flatten({ background: GROUND })
    .withXmp(writeXmp(note))
    .jpeg({ quality: 88, mozjpeg: true })
    .toBuffer();
  return new Uint8Array(file);
}

/** The renderer's layout knows flex boxes only. */
function Words({ heading, lines }: PreviewText) {
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        width: '100%',
        height: '100%',
        padding: `${MARGIN + 6}px ${MARGIN}px ${MARGIN + 6}px ${MARGIN + SIDE + MARGIN}px`,
        background: GROUND,
        color: INK,
      }}
    >
      <div style={{ fontSize: 44, letterSpacing: '-0.02em' }}>Sfumato</div>
      <div style={{ display: 'flex', flexDirection: 'column' }}>
        {lines.map(({ share, name }, i) => (
          <div key={i} style={{ display: 'flex', fontSize: 38, lineHeight: 1.2, marginTop: 12 }}>
            {share !== undefined && (
              <div style={{ width: 116, flexShrink: 0, color: MUTED }}>{share}</div>
            )}
            <div style={{ flex: 1, minWidth: 0 }}>{printable(name)}</div>
          </div>
        ))}
        <div style={{ fontSize: 28, marginTop: 24, color: MUTED }}>{printable(heading)}</div>
      </div>
    </div>
  );
}

/**
 * The text without characters that the renderer's own font lacks: for those it
 * would fetch another font from the network, and this server asks nobody.
 */
export function printable(text: string): string {
  return text
    .replace(/[^\u0020-\u024F\u2013\u2014\u2018-\u201D\u2026\u2212]/gu, (character) =>
      character.normalize('NFKD').replace(/[^\u0020-\u007E]/g, ''),
    )
    .trim();
}
