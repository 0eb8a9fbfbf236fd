'use client';

import { Clapperboard } from 'lucide-react';
import { useState, type DragEvent } from 'react';

import { Button } from '@/components/ui/button';
import { classes } from '@/components/ui/classes';
import { Progress } from '@/components/ui/progress';

export interface ChooseFilmProps {
  isOpening: boolean;
  /** The person wants to choose a file. */
  onChoose: () => void;
  onFile: (file: File) => void;
}

/** Where a film is dropped or chosen. */
export function ChooseFilm({ isOpening, onChoose, onFile }: ChooseFilmProps) {
  const [over, setOver] = useState(false);
  return (
    <div
      className={classes(
        'flex aspect-video max-h-[70dvh] w-full flex-col items-center justify-center gap-4 rounded-lg border-2 border-dashed p-6 text-center transition-colors',
        over ? 'border-accent bg-accent-soft' : 'border-edge/60 bg-line/30',
      )}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        const inside = event.relatedTarget;
        if (!(inside instanceof Node && event.currentTarget.contains(inside))) setOver(false);
      }}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        // Also tells the page around, which takes pictures, that this has been taken.
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      {isOpening ? (
        <div role="status" className="flex w-48 flex-col gap-2">
          Opening the film…
          <Progress label="Opening the film" />
        </div>
      ) : (
        <>
          <p className="max-w-md text-muted">
            Drop a film here: MP4, WebM or MOV. It is painted frame by frame on this device and
            never leaves it.
          </p>
          <Button variant="primary" onClick={onChoose}>
            <Clapperboard aria-hidden /> Choose a film
          </Button>
        </>
      )}
    </div>
  );
}

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
