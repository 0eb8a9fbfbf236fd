'use client';

import { Pause, Play, SkipBack, SkipForward } from 'lucide-react';

import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import { Slider } from '@/components/ui/slider';
import { keyframeTimes, walkDuration } from '@/lib/latent/walk';

import { usePlayer, useWalkController } from './context';
import { formatTime, neighbourTime } from './timing';

const SPEEDS = ['0.25', '0.5', '1', '2', '4'] as const;

/** Play, scrub, speed. */
export function Transport() {
  const { player } = useWalkController();
  const playing = usePlayer((state) => state.playing);
  const duration = usePlayer((state) => walkDuration(state.walk));
  const speed = usePlayer((state) => state.speed);
  const still = duration === 0;
  const jump = (direction: 1 | -1) => {
    const { walk, time } = player.store.getState();
    player.seek(neighbourTime(walk, time, direction));
  };

  return (
    <div
      role="group"
      aria-label="Player"
      className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 sm:gap-x-4"
    >
      <div className="flex items-center gap-1">
        <IconButton
          label="Previous picture"
          disabled={still}
          onClick={() => jump(-1)}
          className="max-sm:hidden"
        >
          <SkipBack />
        </IconButton>
        <IconButton
          label={playing ? 'Pause' : 'Play'}
          shortcut="Space"
          variant="primary"
          disabled={still}
          onClick={() => (playing ? player.pause() : player.play())}
          className="size-11 !rounded-full"
        >
          {playing ? <Pause fill="currentColor" /> : <Play fill="currentColor" />}
        </IconButton>
        <IconButton
          label="Next picture"
          disabled={still}
          onClick={() => jump(1)}
          className="max-sm:hidden"
        >
          <SkipForward />
        </IconButton>
      </div>
      <Scrubber duration={duration} />
      <div className="flex items-center gap-3">
        <Clock duration={duration} />
        <Select
          label="Speed"
          hideLabel
          value={String(speed) as (typeof SPEEDS)[number]}
          onValueChange={(next) => player.setSpeed(Number(next))}
          options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
        />
      </div>
    </div>
  );
}

function Scrubber({ duration }: { duration: number }) {
  const { player } = useWalkController();
  const time = usePlayer((state) => state.time);
  const walk = usePlayer((state) => state.walk);
  return (
    <div className="relative">
      {duration > 0 && (
        // The thumb's centre travels from 10 px to 10 px before the end; so do the marks.
        <div aria-hidden className="pointer-events-none absolute inset-x-2.5 inset-y-0">
          {keyframeTimes(walk)
            .filter((moment) => moment <= duration)
            .map((moment, i) => (
              <span
                key={i}
                className="absolute top-1/2 h-3 w-px -translate-y-1/2 bg-edge"
                style={{ left: `${(moment / duration) * 100}%` }}
              />
            ))}
        </div>
      )}
      <Slider
        label="Place in the walk"
        hideLabel
        value={Math.min(time, duration)}
        min={0}
        max={duration > 0 ? duration : 1}
        step={0.1}
        disabled={duration === 0}
        format={(value) => `${formatTime(value)} of ${formatTime(duration)}`}
        onValueChange={player.seek}
      />
    </div>
  );
}

function Clock({ duration }: { duration: number }) {
  const shown = usePlayer((state) => formatTime(state.time, true));
  return (
    <span aria-hidden className="text-sm whitespace-nowrap text-muted tabular-nums">
      <span className="text-ink">{shown}</span>
      <span className="max-sm:hidden"> / {formatTime(duration)}</span>
    </span>
  );
}
