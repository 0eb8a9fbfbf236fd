'use client';

import { Camera, Clapperboard, ImagePlus, Sparkles, Video } from 'lucide-react';

import { AddPoint } from '@/components/points/add-point';
import { attempt } from '@/components/studio/context';
import { Button } from '@/components/ui/button';
import { encodePoint } from '@/lib/latent/codec';
import { catalogue, generators } from '@/models/registry';

import { useController, useTransfer, useTransferState } from './context';
import type { Mode } from './state';

/** Every way to something that can be painted. */
export function ContentBar() {
  const controller = useController();
  const { choose, photograph } = useTransfer();
  const mode = useTransferState((state) => state.mode);
  const standsIn = useTransferState((state) => state.content?.standsIn !== false);
  const [generator] = generators;
  const atStake = useTransferState((state) => state.filmAtStake);
  const toggle = (asked: Mode) => controller.set({ mode: mode === asked ? 'picture' : asked });
  return (
    <div role="group" aria-label="What is painted" className="flex flex-wrap items-center gap-2">
      <Button
        size="small"
        variant={standsIn && mode === 'picture' ? 'primary' : 'plain'}
        onClick={choose}
      >
        <ImagePlus aria-hidden /> Choose a picture
      </Button>
      <Button size="small" className="pointer-fine:hidden" onClick={photograph}>
        <Camera aria-hidden /> Photograph
      </Button>
      {generator && (
        <AddPoint
          label="Paint a generated picture"
          model={generator.id}
          onPoint={(point) => attempt(() => controller.paintPoint(encodePoint(point, catalogue)))}
          trigger={
            <Button size="small">
              <Sparkles aria-hidden /> Generated
            </Button>
          }
        />
      )}
      <ModeButton pressed={mode === 'webcam'} onClick={() => toggle('webcam')}>
        <Video aria-hidden /> Webcam
      </ModeButton>
      <ModeButton pressed={mode === 'video'} onClick={() => toggle('video')}>
        <Clapperboard aria-hidden /> Video{' '}
        {atStake && mode !== 'video' && <span className="text-muted">{FILM_STANDS[atStake]}</span>}
      </ModeButton>
    </div>
  );
}

/** How a film stands that is not shown now. */
const FILM_STANDS = { painting: 'being painted', result: 'painted' } as const;

function ModeButton(props: { pressed: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <Button
      size="small"
      data-mode
      aria-pressed={props.pressed}
      onClick={props.onClick}
      className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
    >
      {props.children}
    </Button>
  );
}
