'use client';

import { Bookmark } from 'lucide-react';
import { useMemo, type MouseEvent } from 'react';

import { IconButton } from '@/components/ui/icon-button';
import { Slider } from '@/components/ui/slider';
import type { Action } from '@/lib/studio/actions/action';
import { adoptActions, keepChildActions, rollChildrenAction } from '@/lib/studio/actions/around';
import { percent } from '@/lib/studio/describe';
import { childPoints, setAmount } from '@/lib/studio/edits';

import { ActionButton } from './action-button';
import { runAction, useInstrument, useSettledScene, useStudio } from './context';
import { PointPicture } from './point-picture';

/** Nine pictures around this one, to step to or to keep. */
export function AroundPanel() {
  const instrument = useInstrument();
  const { studio } = instrument;
  const scene = useSettledScene();
  const around = useStudio((state) => state.around);
  const children = useMemo(() => childPoints(studio, { scene, around }), [studio, scene, around]);
  /** A press may come when the nine are others already: nothing is taken that was not seen. */
  const onPress = ({ currentTarget }: MouseEvent, i: number, action: Action) => {
    if (currentTarget.closest('li')?.querySelector('canvas[data-drawn]')) {
      runAction(action, instrument);
    } else {
      studio.say(`Variation ${i + 1} is still being drawn.`);
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <ol aria-label="Variations" className="grid grid-cols-3 gap-2">
        {children.map((point, i) => (
          <li key={i} className="group relative">
            <button
              type="button"
              aria-label={`Take variation ${i + 1}`}
              onClick={(event) => onPress(event, i, adoptActions[i]!)}
              className="block w-full overflow-hidden rounded-[3px]"
            >
              <PointPicture
                point={point}
                className="transition-transform duration-300 group-hover:scale-[1.03]"
              />
            </button>
            <IconButton
              label={`Keep variation ${i + 1}`}
              className="absolute right-0 bottom-0 !bg-transparent opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
              onClick={(event) => onPress(event, i, keepChildActions[i]!)}
            >
              <span className="grid size-7 place-items-center rounded-full bg-raised/85 text-ink [&_svg]:!size-4">
                <Bookmark />
              </span>
            </IconButton>
          </li>
        ))}
      </ol>
      <div className="flex items-end gap-3">
        <Slider
          label="Distance"
          hint="How far the nine lie from this picture."
          term="Angle in latent space, as a share of that between strangers"
          value={around.amount}
          onValueChange={(amount) => setAmount(studio, amount)}
          min={0.05}
          max={1}
          step={0.05}
          format={percent}
          className="grow"
        />
        <ActionButton action={rollChildrenAction} />
      </div>
    </div>
  );
}
