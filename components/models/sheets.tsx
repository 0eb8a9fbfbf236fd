'use client';

import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';

import { IconButton } from '@/components/ui/icon-button';
import { Slider } from '@/components/ui/slider';
import { whole } from '@/lib/models-view/numbers';

export interface Sheet {
  readonly file: string;
  readonly imagesSeen: number;
}

/** Time that each sheet stays while they are played, in milliseconds. */
const PACE = 650;

export interface SheetsProps {
  model: string;
  sheets: readonly Sheet[];
  images: number;
  onImagesChange: (images: number) => void;
}

/** The same points again and again while the model learned. */
export function Sheets({ model, sheets, images, onImagesChange }: SheetsProps) {
  const index = nearest(sheets, images);
  const sheet = sheets[index]!;
  const [touched, setTouched] = useState(false);
  const [playing, setPlaying] = useState(false);
  const src = (at: number) => `/models/${model}/${sheets[at]!.file}`;
  const { shown, settled } = useDecoded(src(index));
  const last = sheets.length - 1;

  // Neighbours are fetched once somebody moves through time, not for a mere visit.
  useEffect(() => {
    if (!touched) return;
    for (const near of [index - 1, index + 1]) {
      if (near >= 0 && near <= last) new Image().src = `/models/${model}/${sheets[near]!.file}`;
    }
  }, [touched, index, last, model, sheets]);

  useEffect(() => {
    // The next one waits until this one is there to be seen.
    if (!playing || !settled) return;
    const timer = setTimeout(() => {
      if (index === last) setPlaying(false);
      else onImagesChange(sheets[index + 1]!.imagesSeen);
    }, PACE);
    return () => clearTimeout(timer);
  }, [playing, settled, index, last, sheets, onImagesChange]);

  const play = () => {
    setTouched(true);
    if (!playing && index === last) onImagesChange(sheets[0]!.imagesSeen);
    setPlaying(!playing);
  };
  const text = `after ${whole(sheet.imagesSeen)} pictures`;
  return (
    <div className="min-w-0">
      {/* A plain image: it is small already, and stays a file that can be kept offline. */}
      <img
        src={shown}
        alt={`Sample sheet ${text}`}
        loading="lazy"
        decoding="async"
        width={1060}
        height={1060}
        data-shown={settled ? sheet.imagesSeen : undefined}
        className="aspect-square h-auto w-full rounded-xl bg-line/60"
      />
      <div className="mt-3 flex items-end gap-2">
        <IconButton label={playing ? 'Pause' : 'Play through its training'} onClick={play}>
          {playing ? <Pause /> : <Play />}
        </IconButton>
        <Slider
          label="Pictures seen"
          className="grow"
          value={index}
          min={0}
          max={last}
          step={1}
          format={(at) => whole(sheets[at]!.imagesSeen)}
          onValueChange={(at) => {
            setTouched(true);
            setPlaying(false);
            onImagesChange(sheets[at]!.imagesSeen);
          }}
        />
      </div>
    </div>
  );
}

function nearest(sheets: readonly Sheet[], images: number): number {
  const distances = sheets.map(({ imagesSeen }) => Math.abs(imagesSeen - images));
  return distances.indexOf(Math.min(...distances));
}

/** The last picture that is ready, so that nothing flickers while the next one is fetched. */
function useDecoded(src: string): { shown: string; settled: boolean } {
  const [ready, setReady] = useState(src);
  useEffect(() => {
    if (src === ready) return;
    let current = true;
    const image = new Image();
    image.src = src;
    const show = () => {
      if (current) setReady(src);
    };
    // One that cannot be fetched is shown all the same: the browser says that it is missing.
    image.decode().then(show, show);
    return () => {
      current = false;
    };
  }, [src, ready]);
  return { shown: ready, settled: ready === src };
}
