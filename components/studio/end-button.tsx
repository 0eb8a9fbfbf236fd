'use client';

import { memo, useState, type FormEvent } from 'react';

import { pointOfLink } from '@/components/points/point-of-link';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import { toSfumatoError } from '@/lib/errors';
import type { LatentPoint } from '@/lib/latent/point';
import type { Action } from '@/lib/studio/actions/action';
import { endActions } from '@/lib/studio/actions/between';
import { describeMix } from '@/lib/studio/describe';
import { chooseEnd } from '@/lib/studio/edits';
import type { EndName } from '@/lib/studio/scene';

import { attempt, runAction, useInstrument, useStrip, useStudio } from './context';
import { ActionIcon } from './icons';
import { PointPicture } from './point-picture';

/** One of the two works: shows it, and lets another one be chosen. */
export const EndButton = memo(function EndButton({ end }: { end: EndName }) {
  const instrument = useInstrument();
  const { studio } = instrument;
  const point = useStudio((state) => state.scene.between[end]);
  const [open, setOpen] = useState(false);
  const name = end.toUpperCase();

  const choose = (chosen: LatentPoint, label: string) => {
    setOpen(false);
    attempt(() => chooseEnd(studio, end, chosen, label));
  };
  const run = (action: Action) => {
    setOpen(false);
    runAction(action, instrument);
  };
  return (
    <Popover
      label={`Work ${name}`}
      open={open}
      onOpenChange={setOpen}
      side="top"
      align={end === 'a' ? 'start' : 'end'}
      className="w-72 p-2"
      trigger={
        <button
          type="button"
          aria-label={`Work ${name}: ${describeMix(point.mix, studio.modelOf(point))}. Choose another`}
          className="group relative size-14 shrink-0 rounded-[3px]"
        >
          <PointPicture point={point} className="size-full rounded-[3px]" />
          <span
            aria-hidden
            className="absolute -top-1.5 -left-1.5 grid size-5 place-items-center rounded-full border border-line bg-raised text-xs font-medium group-hover:border-accent group-hover:text-accent"
          >
            {name}
          </span>
        </button>
      }
    >
      <div className="flex flex-col">
        {endActions
          .filter((action) => action.id.endsWith(`-${end}`))
          .map((action) => (
            <Button
              key={action.id}
              variant="quiet"
              size="small"
              className="justify-start gap-3"
              onClick={() => run(action)}
            >
              <ActionIcon name={action.icon} /> {action.label}
            </Button>
          ))}
        <LinkField onPoint={(found) => choose(found, `A link as ${name}`)} />
        <KeptChoice onPoint={(found) => choose(found, `A kept picture as ${name}`)} />
      </div>
    </Popover>
  );
});

interface ChoiceProps {
  onPoint: (point: LatentPoint) => void;
}

/** Takes a pasted link at once, a typed one with Enter; says what is wrong with any other text. */
function LinkField({ onPoint }: ChoiceProps) {
  const { catalogue } = useInstrument();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();

  const read = async (candidate: string) => {
    try {
      onPoint(await pointOfLink(candidate, catalogue));
    } catch (thrown) {
      setProblem(toSfumatoError(thrown).message);
    }
  };
  return (
    <form
      className="mt-1 border-t border-line px-3 pt-2 pb-1"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void read(text);
      }}
    >
      <label className="flex flex-col gap-1 text-sm text-muted">
        From a link
        <input
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={text}
          placeholder="Paste a link"
          aria-invalid={problem !== undefined}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
          onPaste={(event) => {
            event.preventDefault();
            const pasted = event.clipboardData.getData('text');
            setText(pasted);
            void read(pasted);
          }}
          className="touch-target rounded-md border border-edge bg-surface px-2 text-ink placeholder:text-muted"
        />
      </label>
      <p role="alert" className="mt-1 text-sm text-danger empty:hidden">
        {problem}
      </p>
    </form>
  );
}

/** The strip, to choose from. */
function KeptChoice({ onPoint }: ChoiceProps) {
  const { studio } = useInstrument();
  const items = useStrip((state) => state.items);
  const usable = items.filter((item) => item.point !== undefined);
  if (usable.length === 0) return null;
  return (
    <div className="px-3 pt-1 pb-2">
      <p className="mb-1 text-sm text-muted">From the strip</p>
      <ul className="grid grid-cols-4 gap-1.5">
        {usable.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              aria-label={describeMix(item.point!.mix, studio.modelOf(item.point!))}
              onClick={() => onPoint(item.point!)}
              className="block w-full rounded-[2px]"
            >
              <PointPicture point={item.point} picture={item.picture} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
