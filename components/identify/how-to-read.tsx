'use client';

import { Popover } from '@/components/ui/popover';
import { DOUBT_FROM, inPercent, NONE_FROM } from '@/lib/identify/words';

/** What the numbers mean, in place. */
export function HowToRead() {
  return (
    <Popover
      label="How to read this"
      align="end"
      className="w-96 max-w-[calc(100vw-1rem)] p-4"
      trigger={
        <button
          type="button"
          className="text-ink relative underline underline-offset-2 before:absolute before:inset-x-0 before:-inset-y-2.5"
        >
          How to read this
        </button>
      }
    >
      <div className="flex flex-col gap-2 text-sm">
        <p>
          <strong className="font-semibold">The painters</strong> share 100 % among them: how likely
          each is, if it is one of them at all. The numbers are calibrated: of paintings about which
          it says 70 %, about 70 in 100 are by that painter.
        </p>
        <p>
          <strong className="font-semibold">None of these</strong> is asked separately: whether this
          is by somebody else, a photograph, or something that was generated. From{' '}
          {inPercent(NONE_FROM)} on it is what the answer says first, from {inPercent(DOUBT_FROM)}{' '}
          on it is mentioned as a doubt.
        </p>
        <p className="text-muted">
          About a picture of your own, read it as nearness: whose hand, palette and motifs the model
          is reminded of. It is no attribution.
        </p>
      </div>
    </Popover>
  );
}
