'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useRef } from 'react';

import { Button } from '@/components/ui/button';
import { focusItem } from '@/components/ui/focus-item';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import { Slider } from '@/components/ui/slider';
import { isAnswerOf } from '@/lib/identify/answer';
import { heatInWords } from '@/lib/identify/heat';

import { useIdentify } from './context';
import type { Answered, Explanation } from './entry';
import { askAgain } from './focus';
import type { HeatLook } from './paint-heat';

export interface HeatBarProps {
  entry: Answered;
  /** Whose part is shown; undefined while the picture stands alone. */
  artist: string | undefined;
  onArtist: (artist: string | undefined) => void;
  explanation: Explanation | undefined;
  strength: number;
  onStrength: (strength: number) => void;
  look: HeatLook;
  onLook: (look: HeatLook) => void;
}

const LOOKS = [
  { value: 'veil', label: 'As a veil' },
  { value: 'colour', label: 'In colour' },
] as const;

/** Under the picture: what in it decided, for whom, how strongly shown, and in words. */
export function HeatBar(props: HeatBarProps) {
  const { entry, artist, onArtist } = props;
  const { controller, classifier } = useIdentify();
  const place = useRef<HTMLDivElement>(null);
  const [first] = entry.identification.artists;
  const toggle = (next: string | undefined) => {
    onArtist(next);
    focusItem(place.current, '[data-toggle]', 0, () => null);
  };
  if (!isAnswerOf(entry.identification, classifier)) {
    return (
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <p className="min-w-40 grow basis-0 text-muted">
          What decided can no longer be seen: an earlier version of the model gave this answer.
        </p>
        <Button size="small" onClick={() => askAgain(controller, entry.id)}>
          Ask again
        </Button>
      </div>
    );
  }
  return (
    <div ref={place} className="flex flex-col gap-2">
      {artist === undefined ? (
        <Button
          variant="quiet"
          data-toggle
          className="-ml-3 self-start"
          disabled={!first}
          onClick={() => toggle(first?.id)}
        >
          <Eye aria-hidden /> Show what decided
        </Button>
      ) : (
        <Decided {...props} artist={artist} onHide={() => toggle(undefined)} />
      )}
    </div>
  );
}

function Decided(props: HeatBarProps & { artist: string; onHide: () => void }) {
  const { entry, artist, onArtist, explanation } = props;
  const { artists } = entry.identification;
  const chosen = artists.find(({ id }) => id === artist);
  const choices = [...artists.slice(0, 5), ...(chosen ? [chosen] : [])]
    .filter(({ id }, i, all) => all.findIndex((other) => other.id === id) === i)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-5 gap-y-2">
        <Select
          label="What speaks for"
          value={artist}
          onValueChange={onArtist}
          options={choices}
          className="min-w-44 grow sm:grow-0"
        />
        <Select
          label="Shown"
          value={props.look}
          onValueChange={props.onLook}
          options={LOOKS}
          className="min-w-32"
        />
        <Slider
          label="Strength"
          value={props.strength}
          onValueChange={props.onStrength}
          min={0}
          max={1}
          step={0.05}
          format={(value) => `${Math.round(value * 100)} %`}
          className="w-36 grow sm:max-w-56"
        />
        <IconButton label="Hide what decided" data-toggle onClick={props.onHide}>
          <EyeOff />
        </IconButton>
      </div>
      <p aria-live="polite" className="max-w-prose text-sm text-muted">
        {wordsOf(explanation, chosen?.name ?? '')}
      </p>
    </>
  );
}

function wordsOf(explanation: Explanation | undefined, name: string): string {
  switch (explanation?.state) {
    case 'ready':
      return heatInWords(explanation.map, name);
    case 'failed':
      return explanation.message;
    case 'looking':
    case undefined:
      return `Looking for what speaks for ${name}…`;
  }
}
