'use client';

import { X } from 'lucide-react';
import { useRef } from 'react';

import { PointPicture } from '@/components/studio/point-picture';
import { focusItem } from '@/components/ui/focus-item';
import { IconButton } from '@/components/ui/icon-button';
import { Slider } from '@/components/ui/slider';
import { Switch } from '@/components/ui/switch';
import { toSfumatoError } from '@/lib/errors';
import { decodePoint } from '@/lib/latent/codec';
import type { LatentPoint } from '@/lib/latent/point';
import {
  keyOfSource,
  MAX_WEIGHT,
  shareOf,
  takeOut,
  weigh,
  type ChosenStyle,
  type StyleSource,
} from '@/lib/transfer/settings';
import type { HouseStyle } from '@/models/card';
import { catalogue } from '@/models/registry';

import { useController, useTransferState } from './context';
import { StyleTile } from './style-tile';
import { nameOfSource, wholePercent } from './words';

/** The styles that are painted in, and how much each of them counts. */
export function Mix() {
  const controller = useController();
  const styles = useTransferState((state) => state.settings.styles);
  const mixing = useTransferState((state) => state.mixing);
  const problem = useTransferState((state) => state.styleProblem);
  const place = useRef<HTMLDivElement>(null);
  const takeOutAt = (index: number, source: StyleSource, name: string) => {
    controller.undo.edit(`Took out ${name}.`, (now) => takeOut(now, source));
    focusItem(place.current, '[data-take-out]', index, () =>
      place.current?.querySelector<HTMLElement>('[role="switch"]'),
    );
  };
  return (
    <div ref={place} className="flex flex-col gap-2">
      {styles.length === 0 ? (
        <p className="text-sm text-muted">No style is chosen. Take one from below.</p>
      ) : (
        <ul aria-label="Chosen styles" className="flex flex-col gap-1">
          {styles.map((style, i) => (
            <Row
              key={keyOfSource(style.source)}
              style={style}
              alone={styles.length === 1}
              onTakeOut={(name) => takeOutAt(i, style.source, name)}
            />
          ))}
        </ul>
      )}
      {problem !== undefined && (
        <p role="alert" className="rounded-lg border border-danger px-3 py-2 text-sm">
          {problem}
        </p>
      )}
      <Switch
        label="Mix up to four styles"
        checked={mixing}
        onCheckedChange={(mixing) => controller.set({ mixing })}
      />
    </div>
  );
}

interface RowProps {
  style: ChosenStyle;
  alone: boolean;
  onTakeOut: (name: string) => void;
}

function Row({ style, alone, onTakeOut }: RowProps) {
  const { undo } = useController();
  const house = useTransferState((state) => state.card?.styles);
  const settings = useTransferState((state) => state.settings);
  const { source, weight } = style;
  const name = nameOfSource(source, house);
  const share = shareOf(settings, style);
  return (
    <li className="flex items-center gap-3">
      <Face source={source} />
      <div className="min-w-0 grow">
        <div className="flex items-baseline justify-between gap-3">
          <span className="truncate text-sm font-medium" title={name}>
            {name}
          </span>
          {!alone && (
            <span aria-hidden className="text-sm text-muted tabular-nums">
              {wholePercent(share)}
            </span>
          )}
        </div>
        {alone ? (
          <span className="block truncate text-sm text-muted">{kindOf(source, house)}</span>
        ) : (
          <Slider
            label={`Weight of ${name}`}
            hideLabel
            value={weight}
            min={1}
            max={MAX_WEIGHT}
            step={1}
            format={() => wholePercent(share)}
            onValueChange={(next) =>
              undo.edit('', (now) => weigh(now, source, next), `weight ${keyOfSource(source)}`)
            }
          />
        )}
      </div>
      <IconButton data-take-out label={`Take out ${name}`} onClick={() => onTakeOut(name)}>
        <X />
      </IconButton>
    </li>
  );
}

/** What a style is, under its name. */
function kindOf(source: StyleSource, house: readonly HouseStyle[] = []): string {
  switch (source.kind) {
    case 'house': {
      const style = house.find(({ id }) => id === source.id);
      if (!style) return '';
      return style.kind === 'artist' ? `Mean of ${style.count} paintings` : 'A single work';
    }
    case 'picture':
      return 'Your picture, on this device only';
    case 'point':
      return 'A generated picture';
    case 'numbers':
      return 'The style came with the link, the picture did not';
  }
}

/** What a style looks like: its own picture where there is one. */
function Face({ source }: { source: StyleSource }) {
  const url = useTransferState((state) =>
    source.kind === 'picture' ? state.pictures.get(source.id)?.url : undefined,
  );
  const common = 'size-12 shrink-0 rounded-[3px]';
  if (url !== undefined) return <img src={url} alt="" className={`${common} object-cover`} />;
  const point = source.kind === 'point' ? pointOf(source.code) : undefined;
  if (point) return <PointPicture point={point} className={`${common} !w-12`} />;
  return <StyleTile source={source} className={common} />;
}

function pointOf(code: string): LatentPoint | undefined {
  try {
    return decodePoint(code, catalogue);
  } catch (thrown) {
    // The style's own request says so, too, where it is read.
    console.warn(toSfumatoError(thrown).message);
    return undefined;
  }
}
