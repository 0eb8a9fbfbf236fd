'use client';

import { Slider } from '@/components/ui/slider';
import { Switch } from '@/components/ui/switch';
import { MAX_STRENGTH } from '@/lib/engine/stylize';
import { BRUSHES, strengthen } from '@/lib/transfer/settings';

import { useController, useTransferState } from './context';
import { wholePercent } from './words';

/** How the styles are painted. */
export function Controls() {
  const { undo } = useController();
  const settings = useTransferState((state) => state.settings);
  const { strength, keepColours, brush } = settings;
  const isStill = useTransferState((state) => state.mode === 'picture');
  return (
    <div className="flex flex-col gap-2">
      <Slider
        label="Strength"
        hint="How far it goes from your picture as it is to the style; beyond 100 % it exaggerates."
        value={strength}
        min={0}
        max={MAX_STRENGTH}
        step={0.01}
        format={wholePercent}
        onValueChange={(next) => undo.edit('', (now) => strengthen(now, next), 'strength')}
      />
      {isStill ? (
        <Slider
          label="Brush"
          hint="How large the strokes are on the result. Broad ones are painted small first and finished in full, so that they stay sharp."
          value={BRUSHES.indexOf(brush)}
          min={0}
          max={BRUSHES.length - 1}
          step={1}
          format={(index) => NAMES[index] ?? ''}
          onValueChange={(index) =>
            undo.edit('', (now) => ({ ...now, brush: BRUSHES[index] ?? now.brush }), 'brush')
          }
        />
      ) : (
        <p className="text-sm text-muted">
          The brush is set for pictures only. Camera and film are painted in strokes of one breadth.
        </p>
      )}
      <Switch
        label="Keep the colours of my picture"
        checked={keepColours}
        onCheckedChange={(keepColours) =>
          undo.edit(
            keepColours
              ? 'The colours of the picture are kept.'
              : 'Painted in the colours of the style.',
            (now) => ({ ...now, keepColours }),
          )
        }
      />
    </div>
  );
}

const NAMES = ['very broad', 'broad', 'medium', 'fine', 'very fine'] as const;
