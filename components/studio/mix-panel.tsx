'use client';

import { Plus, X } from 'lucide-react';
import { useMemo } from 'react';

import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { IconButton } from '@/components/ui/icon-button';
import { NumberField } from '@/components/ui/number-field';
import { evenOutAction } from '@/lib/studio/actions/artists';
import { className as nameOf } from '@/lib/studio/describe';
import { addArtist, removeArtist, replaceArtist, setWeightOf, shares } from '@/lib/studio/edits';
import { MAX_ARTISTS, type Share } from '@/lib/studio/mixing';

import { ActionButton } from './action-button';
import { useInstrument, useStudio } from './context';
import { MixPad } from './mix-pad';
import { VarietySlider } from './variety-slider';

/** Who paints, and how much of each. */
export function MixPanel() {
  const { studio } = useInstrument();
  const scene = useStudio((state) => state.scene);
  const model = studio.modelOf(scene.point);
  const parts = useMemo(() => shares({ scene }), [scene]);
  const options = useMemo(
    () =>
      [...model.classes]
        .sort((a, b) => shortSort(a.name).localeCompare(shortSort(b.name), 'en'))
        .map(({ id, name }) => ({ value: id, label: name })),
    [model],
  );

  if (model.classes.length === 0) return <VarietySlider />;
  const free = options.map((option) => ({
    ...option,
    disabled: parts.some((part) => part.classId === option.value),
  }));
  return (
    <div className="flex flex-col gap-4">
      {parts.length > 1 ? <MixPad /> : <OneArtist />}
      <div>
        <ul className="flex flex-col gap-1.5" aria-label="Artists in the mix">
          {parts.map((part) => (
            <ArtistRow
              key={part.classId}
              part={part}
              name={nameOf(part.classId, model)}
              options={free.map((option) =>
                option.value === part.classId ? { ...option, disabled: false } : option,
              )}
              alone={parts.length === 1}
            />
          ))}
        </ul>
        <div className="mt-2 flex items-center justify-between">
          {parts.length < MAX_ARTISTS && (
            <Combobox
              label="Add an artist"
              onValueChange={(classId) => addArtist(studio, classId)}
              options={free}
              searchPlaceholder="Search artists"
              emptyText="No artist of that name"
              trigger={
                <Button variant="quiet" size="small" className="-ml-2.5 text-accent">
                  <Plus aria-hidden /> Add an artist
                </Button>
              }
            />
          )}
          {parts.length > 1 && <ActionButton action={evenOutAction} className="ml-auto" />}
        </div>
      </div>
      <VarietySlider />
    </div>
  );
}

interface ArtistRowProps {
  part: Share;
  name: string;
  options: Parameters<typeof Combobox>[0]['options'];
  alone: boolean;
}

function ArtistRow({ part, name, options, alone }: ArtistRowProps) {
  const { studio } = useInstrument();
  const value = Math.round(part.weight * 1000) / 10;
  return (
    <li className="flex items-center gap-1.5">
      <Combobox
        label="Artist"
        value={part.classId}
        onValueChange={(by) => replaceArtist(studio, part.classId, by)}
        options={options}
        searchPlaceholder="Search artists"
        emptyText="No artist of that name"
        className="grow basis-0"
      />
      <NumberField
        label={`Weight of ${name}`}
        hideLabel
        value={value}
        onValueChange={(typed) => setWeightOf(studio, part.classId, typed / 100)}
        min={0}
        max={100}
        digits={Number.isInteger(value) ? 0 : 1}
        unit="%"
        disabled={alone}
      />
      <IconButton
        label={`Take ${name} out`}
        disabled={alone}
        className="-mr-1 text-muted"
        onClick={() => removeArtist(studio, part.classId)}
      >
        <X />
      </IconButton>
    </li>
  );
}

/** In place of the pad while there is nothing to mix. */
function OneArtist() {
  return (
    <p className="grid min-h-28 place-items-center rounded-lg border border-dashed border-edge px-6 text-center text-sm text-muted">
      One artist alone. Add a second one to mix them.
    </p>
  );
}

/** By the last word of the name, as in a museum's catalogue. */
function shortSort(name: string): string {
  return `${name.split(' ').at(-1)} ${name}`;
}
