'use client';

import { useEffect, useRef, useState } from 'react';

import { classes } from '@/components/ui/classes';
import { keepColours } from '@/lib/image/keep-colours';
import type { Picture } from '@/lib/image/picture';
import { keyOfSource, type StyleSource } from '@/lib/transfer/settings';

import { squareOf } from './browser';
import { useTransfer, useTransferState } from './context';
import { PictureCanvas } from './picture-canvas';

/** The person's own picture, small, in one style; painted when it comes into view and it is its turn. */
export function StyleTile({ source, className }: { source: StyleSource; className?: string }) {
  const { peekTile, requestTile } = useTransfer();
  const content = useTransferState((state) => state.content);
  const keeping = useTransferState((state) => state.settings.keepColours);
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<{ key: string; picture: Picture }>();
  const key = content && `${content.id} ${keyOfSource(source)}`;

  // The key stands for both: the same picture and style may come as other objects.
  const latest = useRef({ content, source });
  useEffect(() => {
    latest.current = { content, source };
  });
  useEffect(() => {
    const element = place.current;
    const { content, source } = latest.current;
    if (!element || !content || key === undefined) return;
    const abort = new AbortController();
    const show = (picture: Picture) => setDrawn({ key, picture });
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        const known = peekTile(content, source);
        if (known) {
          show(known);
          return;
        }
        requestTile(content, source, abort.signal).then(show, () => {
          // Not needed any more, or not to be had: the name stands for the style.
        });
      },
      { rootMargin: '120px' },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      abort.abort();
    };
  }, [key, peekTile, requestTile]);

  const fits = drawn !== undefined && drawn.key === key;
  const picture =
    drawn && fits && keeping && content
      ? keepColours(drawn.picture, squareOf(content.picture))
      : drawn?.picture;
  return (
    <div ref={place} className={classes('aspect-square overflow-hidden bg-line/60', className)}>
      {picture && (
        <PictureCanvas
          picture={picture}
          className={classes(
            'size-full animate-appear transition-opacity duration-300',
            !fits && 'opacity-40',
          )}
        />
      )}
    </div>
  );
}
