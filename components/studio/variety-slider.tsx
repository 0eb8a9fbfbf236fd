'use client';

import { memo } from 'react';

import { NumberField } from '@/components/ui/number-field';
import { Slider } from '@/components/ui/slider';
import { setVariety } from '@/lib/studio/edits';

import { useInstrument, useStudio } from './context';

/** How far from the average picture the point may lie. */
export const VarietySlider = memo(function VarietySlider() {
  const { studio } = useInstrument();
  const psi = useStudio((state) => state.scene.point.psi);
  return (
    <div onPointerDownCapture={() => studio.settle()}>
      <Slider
        label="Variety"
        hint="Low is calm and close to the average picture, high is bold and riskier."
        term="Truncation (psi)"
        value={psi}
        onValueChange={(next) => setVariety(studio, next)}
        onValueCommit={() => studio.settleSoon()}
        min={0}
        max={1.5}
        step={0.01}
        format={(value) => value.toFixed(2)}
        field={
          <NumberField
            label="Variety as a number"
            hideLabel
            value={psi}
            onValueChange={(next) => {
              setVariety(studio, next);
              studio.settleSoon();
            }}
            min={0}
            max={1.5}
            step={0.01}
            digits={2}
          />
        }
      />
    </div>
  );
});
