'use client';

import { memo, useEffect, useRef, type CSSProperties } from 'react';

import { classes } from '@/components/ui/classes';
import type { Picture } from '@/lib/image/picture';
import type { LatentPoint } from '@/lib/latent/point';
import { encodePoint } from '@/lib/latent/codec';
import { getThumbnails } from '@/lib/studio/browser';
import { catalogue } from '@/models/registry';

import { paintNoMore, paintSoon } from './paint-queue';

export interface PointPictureProps {
  /** Undefined where only `picture` is left of a point. */
  point: LatentPoint | undefined;
  /** A picture that is known already; shown until (and unless) the point's own is drawn. */
  picture?: Picture | undefined;
  /** What it shows; leave out where a label beside it says so. */
  alt?: string | undefined;
  className?: string;
  style?: CSSProperties;
}

/** Points are told apart by their codes: the same one may come as another object. */
const codeOf = (point: LatentPoint) => encodePoint(point, catalogue);

/** Width of small pictures on their canvas, in pixels. */
const WIDTH = 192;

/** A small picture of a point, drawn when it comes into view and it is its turn. */
export const PointPicture = memo(function PointPicture({
  point,
  picture,
  alt,
  className,
  style,
}: PointPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(point);
  useEffect(() => {
    latest.current = point;
  });
  const code = point && codeOf(point);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const point = latest.current;
    const show = (drawn: Picture) => paintSoon(element, drawn, WIDTH);
    const known = point ? (getThumbnails().peek(point) ?? picture) : picture;
    if (known) {
      show(known);
      return () => paintNoMore(element);
    }
    // Until then, what is on the canvas is of another point.
    delete element.dataset['drawn'];
    if (!point) return;
    const abort = new AbortController();
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        getThumbnails()
          .request(point, abort.signal)
          .then(show, () => {
            // Not needed any more, or not drawable: the place stays empty, its label says what it is.
          });
      },
      { rootMargin: '200px' },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      abort.abort();
      paintNoMore(element);
    };
  }, [code, picture]);

  return (
    <canvas
      ref={canvas}
      width={1}
      height={1}
      style={style}
      {...(alt === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt })}
      className={classes(
        'block aspect-square w-full bg-line/60 opacity-60 transition-opacity duration-300 data-drawn:opacity-100',
        className,
      )}
    />
  );
});
