'use client';

import { Clapperboard } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';

export interface ChooseFilmProps {
  isOpening: boolean;
  /** The person wants to choose a file. */
  onChoose: () => void;
}

/** Where a film is chosen. What is dropped here, as anywhere on the page, the page takes. */
export function ChooseFilm({ isOpening, onChoose }: ChooseFilmProps) {
  return (
    <div className="flex aspect-video max-h-[70dvh] w-full flex-col items-center justify-center gap-4 rounded-lg border-2 border-dashed border-edge/60 bg-line/30 p-6 text-center">
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
