'use client';

import { Plus, X } from 'lucide-react';
import { memo, useMemo, useRef, type MouseEvent, type RefObject } from 'react';

import { Button } from '@/components/ui/button';
import { Combobox, type ComboboxOption } from '@/components/ui/combobox';
import { focusItem } from '@/components/ui/focus-item';
import { IconButton } from '@/components/ui/icon-button';
import { NumberField } from '@/components/ui/number-field';
import { Select } from '@/components/ui/select';
import { classWord, groupsOf, isLearned } from '@/lib/latent/classes';
import { evenOutAction } from '@/lib/studio/actions/artists';
import { className as nameOf } from '@/lib/studio/describe';
import {
  addArtist,
  chooseModel,
  removeArtist,
  replaceArtist,
  setWeightOf,
  shares,
} from '@/lib/studio/edits';
import { MAX_ARTISTS, type Share } from '@/lib/studio/mixing';
import type { ModelClass } from '@/models/card';

import { ActionButton } from './action-button';
import { attempt, useInstrument, useStudio } from './context';
import { DirectionSliders } from './direction-sliders';
import { MixPad } from './mix-pad';
import { VarietySlider } from './variety-slider';

/** Who paints, and how much of each, and how freely. */
export function MixPanel() {
  const { studio } = useInstrument();
  const hasArtists = useStudio(({ scene }) => studio.modelOf(scene.point).classes.length > 0);
  return (
    <div className="flex flex-col gap-4">
      {hasArtists && <ArtistMix />}
      <VarietySlider />
      <DirectionSliders />
      {studio.models.length > 1 && <ModelChoice />}
    </div>
  );
}

/** Which network draws. Its weights are fetched when it is chosen. */
function ModelChoice() {
  const { studio } = useInstrument();
  const model = useStudio((state) => state.scene.point.model);
  return (
    <Select
      label="Model"
      value={model}
      onValueChange={(id) => attempt(() => chooseModel(studio, id))}
      options={studio.models.map(({ id, title, resolution }) => ({
        value: id,
        label: `${title}, ${resolution} × ${resolution} pixels`,
      }))}
    />
  );
}

/** Who paints, and how much of each. The model must know artists. */
export function ArtistMix() {
  const { studio } = useInstrument();
  const scene = useStudio((state) => state.scene);
  const model = studio.modelOf(scene.point);
  const parts = useMemo(() => shares({ scene }), [scene]);
  const taken = parts.map((part) => part.classId).join(' ');
  const list = useRef<HTMLUListElement>(null);

  return (
    <div className="flex flex-col gap-4">
      {parts.length > 1 ? <MixPad /> : <OneArtist />}
      <div>
        <ul ref={list} className="flex flex-col gap-1.5" aria-label="In the mix">
          {parts.map((part, i) => (
            <ArtistRow
              // By its place: the focus stays where one artist was chosen instead of another.
              key={i}
              part={part}
              name={nameOf(part.classId, model)}
              taken={taken}
              alone={parts.length === 1}
            />
          ))}
        </ul>
        <div className="mt-2 flex items-center justify-between">
          {parts.length < MAX_ARTISTS && <AddArtist taken={taken} list={list} />}
          {parts.length > 1 && <ActionButton action={evenOutAction} className="ml-auto" />}
        </div>
      </div>
    </div>
  );
}

interface ArtistRowProps {
  part: Share;
  name: string;
  /** Ids of all artists at hand, separated by spaces. */
  taken: string;
  alone: boolean;
}

function ArtistRow({ part, name, taken, alone }: ArtistRowProps) {
  const { studio } = useInstrument();
  const value = Math.round(part.weight * 1000) / 10;
  return (
    <li className="flex items-center gap-1.5">
      <ArtistChoice classId={part.classId} taken={taken} />
      <NumberField
        label={`Weight of ${name}`}
        hideLabel
        value={value}
        onValueChange={(typed) => {
          setWeightOf(studio, part.classId, typed / 100);
          studio.settleSoon();
        }}
        min={0}
        max={100}
        digits={Number.isInteger(value) ? 0 : 1}
        unit="%"
        disabled={alone}
      />
      <RemoveArtist classId={part.classId} name={name} alone={alone} />
    </li>
  );
}

// While the handle is dragged only weights change; what does not show them is left alone.

const ArtistChoice = memo(function ArtistChoice(props: { classId: string; taken: string }) {
  const { studio } = useInstrument();
  const word = useWord();
  return (
    <Combobox
      label={capitalised(word)}
      value={props.classId}
      onValueChange={(by) => replaceArtist(studio, props.classId, by)}
      options={useArtists(props.taken, props.classId)}
      searchPlaceholder="Search by name"
      emptyText={`No ${word} of that name`}
      className="grow basis-0"
    />
  );
});

const RemoveArtist = memo(function RemoveArtist(props: {
  classId: string;
  name: string;
  alone: boolean;
}) {
  const { studio } = useInstrument();
  const remove = ({ currentTarget }: MouseEvent) => {
    const list = currentTarget.closest('ul');
    const rows = Array.from(list?.children ?? []);
    const index = rows.findIndex((row) => row.contains(currentTarget));
    removeArtist(studio, props.classId);
    // The last one stays, so its own button for this cannot have the focus: its name can.
    focusItem(list, '[data-remove]:enabled', index, () => list?.querySelector('button'));
  };
  return (
    <IconButton
      label={`Take ${props.name} out`}
      data-remove
      disabled={props.alone}
      className="-mr-1 text-muted"
      onClick={remove}
    >
      <X />
    </IconButton>
  );
});

interface AddArtistProps {
  taken: string;
  list: RefObject<HTMLUListElement | null>;
}

const AddArtist = memo(function AddArtist({ taken, list }: AddArtistProps) {
  const { studio } = useInstrument();
  const words = `Add an ${useWord()}`;
  const add = (classId: string) => {
    addArtist(studio, classId);
    // With the last one that finds room, this button goes: the focus is on the name of the new one.
    if (taken.split(' ').length + 1 < MAX_ARTISTS) return;
    focusItem(list.current, 'li > button:first-child', MAX_ARTISTS - 1, () => undefined);
  };
  return (
    <Combobox
      label={words}
      onValueChange={add}
      options={useArtists(taken)}
      searchPlaceholder="Search by name"
      emptyText="Nothing of that name"
      trigger={
        <Button variant="quiet" size="small" className="-ml-2.5 text-accent">
          <Plus aria-hidden /> {words}
        </Button>
      }
    />
  );
});

/** What the model lets one mix, e.g. "artist". */
function useWord(): string {
  const { studio } = useInstrument();
  const model = useStudio((state) => studio.modelOf(state.scene.point));
  return useMemo(() => classWord(model.classes), [model]);
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** What can be mixed, in the order of a catalogue; what is taken already cannot be chosen, but for `own`. */
function useArtists(taken: string, own?: string): ComboboxOption[] {
  const { studio } = useInstrument();
  const model = useStudio((state) => studio.modelOf(state.scene.point));
  return useMemo(() => {
    const others = taken.split(' ').filter((id) => id !== own);
    const groups = groupsOf(model.classes);
    return groups.flatMap(({ title, classes }) =>
      [...classes]
        .sort((a, b) => sortKey(a).localeCompare(sortKey(b), 'en'))
        .map((one) => ({
          ...{ value: one.id, label: one.name, disabled: others.includes(one.id) },
          ...(!isLearned(one) && { detail: 'not known by name' }),
          ...(groups.length > 1 && { group: title }),
        })),
    );
  }, [model, taken, own]);
}

/** In place of the pad while there is nothing to mix. */
function OneArtist() {
  const word = useWord();
  return (
    <p className="grid min-h-28 place-items-center rounded-lg border border-dashed border-edge px-6 text-center text-sm text-muted">
      One alone. Add an {word} to mix it with.
    </p>
  );
}

/** Artists by the last word of the name, as in a museum's catalogue. */
function sortKey({ kind, name }: ModelClass): string {
  return kind === 'artist' ? `${name.split(' ').at(-1)} ${name}` : name;
}
