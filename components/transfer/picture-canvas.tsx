'use client';

import { useLayoutEffect, useRef } from 'react';

import { classes } from '@/components/ui/classes';
import type { Picture } from '@/lib/image/picture';

export interface PictureCanvasProps {
  picture: Picture;
  /** What it shows; leave out where a label beside it says so. */
  alt?: string;
  className?: string;
  /** For tests and style sheets: how far the picture is. */
  stage?: string;
}

/** A picture as it is, pixel for pixel; the browser scales it to its place. */
export function PictureCanvas({ picture, alt, className, stage }: PictureCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // Before it is shown: the label says what the pixels are.
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const { width, height, data } = picture;
    // Setting a size wipes a canvas, even the same one.
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    element
      .getContext('2d', { alpha: false })
      ?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      width={1}
      height={1}
      data-stage={stage}
      {...(alt === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt })}
      className={classes('block', className)}
    />
  );
}
