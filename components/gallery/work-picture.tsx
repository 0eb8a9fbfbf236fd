'use client';

import { useEffect, useRef, useState } from 'react';

import { classes } from '@/components/ui/classes';

import { pictureSource } from './picture';

export interface WorkPictureProps {
  /** Code of the point; null when its model has gone on learning since. */
  code: string | null;
  resolution: number;
  /** What it shows; empty where a caption says so. */
  alt: string;
  /** How wide it is shown, as in the attribute of `<img>`. */
  sizes: string;
  /** The first ones are seen at once; the rest is fetched when it comes near. */
  eager?: boolean;
  /** Shown so large that one sees how it was enlarged: more of that is done with care. */
  large?: boolean;
  className?: string;
}

/** Waits before a picture is asked for again, in seconds: the server has a queue and limits. */
const WAITS = [4, 10, 20, 40];

/** A picture as the server draws it, square from the start, so that nothing moves when it comes. */
export function WorkPicture({
  code,
  resolution,
  alt,
  sizes,
  eager = false,
  large = false,
  className,
}: WorkPictureProps) {
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState(false);
  const image = useRef<HTMLImageElement>(null);

  useEffect(() => {
    // One that failed before the page was alive has told nobody.
    if (image.current?.complete && image.current.naturalWidth === 0) setFailed(true);
  }, []);
  useEffect(() => {
    const wait = failed ? WAITS[tries] : undefined;
    if (wait === undefined) return;
    const timer = setTimeout(() => {
      setTries(tries + 1);
      setFailed(false);
    }, wait * 1000);
    return () => clearTimeout(timer);
  }, [failed, tries]);

  const frame = classes('block aspect-square w-full bg-line/60', className);
  if (code === null) {
    return (
      <span
        className={classes(frame, '!grid place-items-center p-4 text-center text-sm text-muted')}
      >
        Its model has gone on learning
      </span>
    );
  }
  const { src, srcSet } = pictureSource(code, resolution, large ? 8 : 4);
  return (
    // A plain image: it is small already, and the optimiser would draw it a second time.
    <img
      key={tries}
      ref={image}
      src={src}
      srcSet={srcSet}
      sizes={sizes}
      alt={failed ? '' : alt}
      width={512}
      height={512}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      onError={() => setFailed(true)}
      onLoad={() => setFailed(false)}
      className={classes(frame, failed && 'invisible')}
    />
  );
}
