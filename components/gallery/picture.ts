/** Widths in which the server is asked for pictures: few, so that many askers share each. */
const WIDTHS = [256, 512, 1024] as const;

export interface PictureSource {
  readonly src: string;
  readonly srcSet: string;
}

/**
 * Where the server draws a point's picture. Enlarging more than four times adds nothing that
 * the browser's own scaling does not.
 * @param resolution side of the model's own pictures, in pixels
 */
export function pictureSource(code: string, resolution: number): PictureSource {
  const address = (width: number) => `/p/${code}/picture.png?size=${width}`;
  const most = Math.max(WIDTHS[0], 4 * resolution);
  const widths = WIDTHS.filter((width) => width <= most);
  return {
    src: address(widths[0]!),
    srcSet: widths.map((width) => `${address(width)} ${width}w`).join(', '),
  };
}
