'use client';

import { Dices, ImageUp } from 'lucide-react';
import Link from 'next/link';
import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react';

import { attempt } from '@/components/studio/context';
import { PointPicture } from '@/components/studio/point-picture';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import { randomPoint } from '@/lib/latent/blend';
import type { LatentPoint } from '@/lib/latent/point';
import { pointOfFile } from '@/lib/studio/files';
import { newSeed } from '@/lib/studio/id';
import { catalogue } from '@/models/registry';

import { useStripItems } from './hooks';
import { factsOfModel, nameOfPoint } from './model-of';
import { pointOfLink } from './point-of-link';

export interface AddPointProps {
  /** What it is for, e.g. "Add a picture to A". */
  label: string;
  /** The button that opens it. */
  trigger: ReactNode;
  /** The model that the dice roll for. */
  model: string;
  onPoint: (point: LatentPoint) => void;
  /** Leaves the panel open, for several pictures in a row. */
  stay?: boolean;
  /** What there is to say before somebody chooses, e.g. that there is no room. */
  note?: string | undefined;
}

/** Every way to a picture: the strip, the dice, a link, a saved PNG. */
export function AddPoint({ label, trigger, model, onPoint, stay = false, note }: AddPointProps) {
  const [open, setOpen] = useState(false);
  const choose = (point: LatentPoint) =>
    attempt(() => {
      onPoint(point);
      if (!stay) setOpen(false);
    });
  return (
    <Popover
      label={label}
      trigger={trigger}
      open={open}
      onOpenChange={setOpen}
      className="w-80 max-w-[calc(100vw-1rem)] p-4"
    >
      <div className="flex flex-col gap-4">
        <p role="status" className="text-sm empty:-mb-4">
          {note}
        </p>
        <FromStrip onPoint={choose} />
        <div className="grid grid-cols-2 gap-2">
          <Button size="small" onClick={() => choose(randomPoint(newSeed(), factsOfModel(model)))}>
            <Dices aria-hidden /> Roll the dice
          </Button>
          <FromFile onPoint={choose} />
        </div>
        <FromLink onPoint={choose} />
      </div>
    </Popover>
  );
}

function FromStrip({ onPoint }: { onPoint: (point: LatentPoint) => void }) {
  const items = useStripItems().filter((item) => item.point !== undefined);
  return (
    <section aria-label="From the strip">
      <h3 className="mb-2 text-sm font-medium">From the strip</h3>
      {items.length === 0 ? (
        <p className="text-sm text-muted">
          Nothing is kept yet. What you keep in the{' '}
          <Link href="/" className="text-ink underline underline-offset-2">
            Studio
          </Link>{' '}
          waits here.
        </p>
      ) : (
        <ul className="grid max-h-56 grid-cols-4 gap-2 overflow-y-auto p-0.5">
          {items.map(({ id, point }) => (
            <li key={id}>
              <StripButton point={point!} onPoint={onPoint} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function StripButton(props: { point: LatentPoint; onPoint: (point: LatentPoint) => void }) {
  const name = nameOfPoint(props.point);
  return (
    <button
      type="button"
      aria-label={`Add ${name}`}
      title={name}
      onClick={() => props.onPoint(props.point)}
      className="block w-full overflow-hidden rounded-md outline-offset-1 hover:brightness-110"
    >
      <PointPicture point={props.point} />
    </button>
  );
}

function FromFile({ onPoint }: { onPoint: (point: LatentPoint) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" onClick={() => input.current?.click()}>
        <ImageUp aria-hidden /> Saved PNG
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/png"
        aria-label="Choose a PNG saved here"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) attempt(async () => onPoint(await pointOfFile(file, catalogue)));
        }}
      />
    </>
  );
}

function FromLink({ onPoint }: { onPoint: (point: LatentPoint) => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      onPoint(await pointOfLink(text, catalogue));
      setText('');
    });
  };
  return (
    <form onSubmit={submit}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        From a link
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          type="text"
          value={text}
          autoComplete="off"
          spellCheck={false}
          placeholder="Paste it here"
          onChange={(event) => setText(event.target.value)}
          className="touch-target min-w-0 grow rounded-lg border border-edge bg-surface px-3 text-sm placeholder:text-muted"
        />
        <Button type="submit" size="small" disabled={text.trim() === ''}>
          Add
        </Button>
      </div>
    </form>
  );
}
