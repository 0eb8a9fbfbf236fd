'use client';

import { Dialog } from '@/components/ui/dialog';

import { ChooseButtons } from './choose';
import { useIdentify, useIdentifyState } from './context';
import { isAnswered, type Answered } from './entry';

/** Which other picture to hold beside this one. */
export function ChooseSecond(props: {
  entry: Answered;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { controller } = useIdentify();
  const entries = useIdentifyState((state) => state.entries);
  const others = entries.filter(isAnswered).filter(({ id }) => id !== props.entry.id);
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title="Compare with"
      description={
        others.length === 0
          ? 'There is no second picture yet. Add one, and come back here.'
          : 'Choose another of your pictures.'
      }
      className="sm:max-w-2xl"
    >
      {others.length === 0 ? (
        <div className="pt-4">
          <ChooseButtons variant="plain" />
        </div>
      ) : (
        <ul className="grid grid-cols-3 gap-3 pt-3 sm:grid-cols-5">
          {others.map(({ id, name, url }) => (
            <li key={id}>
              <button
                type="button"
                aria-label={`Compare with ${name}`}
                onClick={() => {
                  props.onOpenChange(false);
                  controller.compare([props.entry.id, id]);
                }}
                className="flex w-full flex-col gap-1 rounded-md text-left text-xs text-muted hover:text-ink"
              >
                <img src={url} alt="" className="aspect-square w-full rounded-[3px] object-cover" />
                <span className="w-full truncate">{name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
