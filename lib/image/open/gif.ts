/** What a GIF says about its frames. Source: GIF89a Specification, CompuServe 1990. */

export interface GifFrames {
  /**
   * Of the first frame and the screen together: some browsers enlarge the screen to it.
   * Missing where no frame was found.
   */
  readonly width?: number;
  readonly height?: number;
  /** There are two frames or more. */
  readonly animated: boolean;
  /** The first frame is there to its end. */
  readonly whole: boolean;
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** Takes time linear in the file. */
export function readGif(bytes: Uint8Array): GifFrames {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frames: GifFrames = { animated: false, whole: false };
  let at = bytes.length < 13 ? bytes.length : 13 + colourTableBytes(bytes[10]!);
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === EXTENSION) {
      at = afterSubBlocks(bytes, at + 2);
    } else if (block === IMAGE && at + 10 <= bytes.length) {
      if (frames.width !== undefined) return { ...frames, animated: true };
      const width = Math.max(view.getUint16(6, true), reach(view, at + 1, at + 5));
      const height = Math.max(view.getUint16(8, true), reach(view, at + 3, at + 7));
      // After the frame's place and colours: the smallest code of its data, then the data.
      at = afterSubBlocks(bytes, at + 10 + colourTableBytes(bytes[at + 9]!) + 1);
      frames = { width, height, animated: false, whole: at <= bytes.length };
    } else {
      // The end, or nothing that could be understood. Without a frame there is no more to come.
      return frames.width === undefined ? { animated: false, whole: block === TRAILER } : frames;
    }
  }
  return frames;
}

function reach(view: DataView, offset: number, extent: number): number {
  return view.getUint16(offset, true) + view.getUint16(extent, true);
}

/** Three bytes a colour, 2^(n + 1) colours, if there is a table at all. */
function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Where a chain of sub-blocks ends; beyond the file if it never does. */
function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const length = bytes[at]!;
    at += 1 + length;
    if (length === 0) return at;
  }
  return bytes.length + 1;
}
