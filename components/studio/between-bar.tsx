'use client';

import { Slider as Radix } from 'radix-ui';
import { memo, useMemo } from 'react';

import { Button } from '@/components/ui/button';
import { classes } from '@/components/ui/classes';
import { interpolatePoints } from '@/lib/latent/blend';
import type { Action } from '@/lib/studio/actions/action';
import { endActions, swapEndsAction } from '@/lib/studio/actions/between';
import { percent } from '@/lib/studio/describe';
import { moveBetween } from '@/lib/studio/edits';

import { runAction, useInstrument, useSettledScene, useStudio } from './context';
import { EndButton } from './end-button';
import { ActionIcon } from './icons';
import { PointPicture } from './point-picture';

/** Pictures along the way, so that one sees where it leads. */
const FRAMES = 9;

/** Two works and the way between them, as a strip of film to slide along. */
export function BetweenBar({ className }: { className?: string }) {
  const { studio } = useInstrument();
  const position = useStudio((state) => state.scene.between.position);
  const away = position === null;
  return (
    <div className={classes('flex items-center gap-2', className)}>
      <EndButton end="a" />
      <div className="relative grow" onPointerDownCapture={() => studio.settle()}>
        <Film />
        <Radix.Root
          value={[position ?? 0.5]}
          min={0}
          max={1}
          step={0.005}
          onValueChange={([next]) => next !== undefined && moveBetween(studio, next)}
          onValueCommit={() => studio.settleSoon()}
          className="absolute inset-0 flex cursor-ew-resize touch-none items-center select-none"
        >
          <Radix.Track className="h-full grow" />
          <Radix.Thumb
            aria-label="Between A and B"
            aria-valuetext={
              away
                ? 'The picture stands beside this line; move to return to it'
                : `${percent(position)} of the way from A to B`
            }
            className={classes(
              'relative block h-14 w-2 rounded-full border-2 border-raised bg-accent shadow-lift outline-offset-2',
              'before:absolute before:-inset-x-5 before:-inset-y-1',
              away && 'opacity-35',
            )}
          />
        </Radix.Root>
      </div>
      <EndButton end="b" />
    </div>
  );
}

/** Where there is no room for a menu to open over the picture: the same choices, laid out. */
export function EndChoices({ className }: { className?: string }) {
  const away = useStudio((state) => state.scene.between.position === null);
  return (
    <div className={className}>
      <p className="mt-2 min-h-6 text-center text-sm text-muted">
        {away && 'The picture stands beside this line. Slide to return to it.'}
      </p>
      <div className="mt-2 grid grid-flow-col grid-cols-2 grid-rows-3 gap-2">
        {endActions.map((action) => (
          <ChoiceButton key={action.id} action={action} className="justify-start" />
        ))}
      </div>
      <ChoiceButton action={swapEndsAction} className="mt-2 w-full" />
    </div>
  );
}

function ChoiceButton({ action, className }: { action: Action; className: string }) {
  const instrument = useInstrument();
  return (
    <Button size="small" className={className} onClick={() => runAction(action, instrument)}>
      <ActionIcon name={action.icon} /> {action.label}
    </Button>
  );
}

const Film = memo(function Film() {
  const { studio } = useInstrument();
  const { a, b } = useSettledScene().between;
  const frames = useMemo(
    () =>
      Array.from({ length: FRAMES }, (_, i) =>
        interpolatePoints(a, b, i / (FRAMES - 1), studio.factsOf(a)),
      ),
    [a, b, studio],
  );
  return (
    <div aria-hidden className="flex h-11 overflow-hidden rounded-[3px] bg-line/60">
      {frames.map((point, i) => (
        <div key={i} className="h-full min-w-0 grow basis-0 overflow-hidden">
          <PointPicture point={point} className="h-full w-full object-cover" />
        </div>
      ))}
    </div>
  );
});
