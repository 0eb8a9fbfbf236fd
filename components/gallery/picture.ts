/** Widths in which the server is asked for pictures: few, so that many askers share each. */
const WIDTHS = [256, 512, 1024] as const;

export interface PictureSource {
  readonly src: string;
  readonly srcSet: string;
}

/**
 * Where the server draws a point's picture. Enlarged more than `most` times it would not look
 * better than what the browser makes of it.
 * @param resolution side of the model's own pictures, in pixels
 */
export function pictureSource(code: string, resolution: number, most = 4): PictureSource {
  const address = (width: number) => `/p/${code}/picture.png?size=${width}`;
  const widest = Math.max(WIDTHS[0], most * resolution);
  const widths = WIDTHS.filter((width) => width <= widest);
  return {
    src: address(widths[0]!),
    srcSet: widths.map((width) => `${address(width)} ${width}w`).join(', '),
  };
}
