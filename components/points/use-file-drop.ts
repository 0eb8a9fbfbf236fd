'use client';

import { useState, type DragEvent } from 'react';

import { attempt } from '@/components/studio/context';
import type { LatentPoint } from '@/lib/latent/point';
import { pointOfFile } from '@/lib/studio/files';
import { catalogue } from '@/models/registry';

import { pointOfLink } from './point-of-link';

/** More files at once are not looked at. */
const MAX_FILES = 16;

/** Lets saved pictures and links be dropped on an element: spread `handlers` on it. */
export function useFileDrop(onPoint: (point: LatentPoint) => void) {
  const [over, setOver] = useState(false);
  const takes = (event: DragEvent) =>
    event.dataTransfer.types.some((type) => type === 'Files' || type === 'text/uri-list');

  const take = async (files: readonly File[], text: string) => {
    if (files.length === 0) onPoint(await pointOfLink(text, catalogue));
    for (const file of files) onPoint(await pointOfFile(file, catalogue));
  };

  return {
    /** Something that can be dropped is held over the element. */
    over,
    handlers: {
      onDragOver(event: DragEvent) {
        if (!takes(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave(event: DragEvent) {
        const inside = event.relatedTarget;
        if (!(inside instanceof Node && event.currentTarget.contains(inside))) setOver(false);
      },
      onDrop(event: DragEvent) {
        if (!takes(event)) return;
        event.preventDefault();
        setOver(false);
        const { files } = event.dataTransfer;
        // Both must be read before the event is over.
        const dropped = [...files].slice(0, MAX_FILES);
        const text = event.dataTransfer.getData('text/uri-list');
        attempt(() => take(dropped, text));
      },
    },
  };
}
