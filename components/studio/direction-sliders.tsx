'use client';

import { memo } from 'react';

import { Slider } from '@/components/ui/slider';
import { SHIFT_MAX, SHIFT_STEPS, shiftOf } from '@/lib/latent/shifts';
import { straightenAction } from '@/lib/studio/actions/artists';
import { describeShift } from '@/lib/studio/describe';
import { shiftAlong } from '@/lib/studio/edits';
import type { GeneratorEntry } from '@/models/card';

import { ActionButton } from './action-button';
import { useInstrument, useStudio } from './context';

type Direction = NonNullable<GeneratorEntry['directions']>[number];

/** What the model can be moved along; nothing for one that was not measured. */
export function DirectionSliders() {
  const { studio } = useInstrument();
  const directions = useStudio((state) => studio.modelOf(state.scene.point).directions);
  if (!directions || directions.length === 0) return null;
  return (
    <section aria-label="Directions" className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between">
        <h3 className="text-sm font-medium">Directions</h3>
        <ActionButton action={straightenAction} />
      </div>
      <ul className="flex flex-col gap-2.5">
        {directions.map((direction) => (
          <li key={direction.id}>
            <DirectionSlider direction={direction} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const DirectionSlider = memo(function DirectionSlider({ direction }: { direction: Direction }) {
  const { studio } = useInstrument();
  const model = useStudio((state) => studio.modelOf(state.scene.point));
  const amount = useStudio((state) => shiftOf(state.scene.point, direction.id));
  return (
    <div onPointerDownCapture={() => studio.settle()}>
      <Slider
        label={direction.name}
        term="Shift along a direction of the latent space, in standard deviations"
        ends={[direction.less, direction.more]}
        value={amount}
        onValueChange={(next) => shiftAlong(studio, direction.id, next)}
        onValueCommit={() => studio.settleSoon()}
        min={-SHIFT_MAX}
        max={SHIFT_MAX}
        step={1 / SHIFT_STEPS}
        spoken={(value) => describeShift(direction.id, value, model)}
        format={(value) => (value > 0 ? `+${value.toFixed(2)}` : value.toFixed(2))}
      />
    </div>
  );
});
