'use client';

import { Plus } from 'lucide-react';
import { useMemo } from 'react';

import { AddPoint } from '@/components/points/add-point';
import { factsOfModel, nameOfPoint } from '@/components/points/model-of';
import { useFileDrop } from '@/components/points/use-file-drop';
import { PointPicture } from '@/components/studio/point-picture';
import { classes } from '@/components/ui/classes';
import { toast } from '@/components/ui/toast-store';
import type { LatentPoint } from '@/lib/latent/point';
import { catalogue } from '@/models/registry';

import { useArithmetic, useArithmeticController } from './context';
import {
  addToTile,
  beginWith,
  isFull,
  isOfOtherModel,
  meanPoint,
  modelOfArithmetic,
  OTHER_MODEL,
  TILE_FULL,
  type TileName,
} from './edits';
import { Member } from './member';

export interface TileProps {
  name: TileName;
  /** What happens with it, e.g. "Take away". */
  part: string;
}

/** One term: the mean of its pictures, and the pictures. */
export function Tile({ name, part }: TileProps) {
  const controller = useArithmeticController();
  const points = useArithmetic((state) => state.arithmetic[name]);
  const model = useArithmetic(
    (state) => modelOfArithmetic(state.arithmetic) ?? catalogue[0]?.id ?? '',
  );
  const mean = useMemo(() => meanPoint(points, factsOfModel(model)), [points, model]);
  const letter = name.toUpperCase();

  const add = (point: LatentPoint) => {
    if (isOfOtherModel(controller.store.getState().arithmetic, point)) {
      toast({
        title: OTHER_MODEL,
        tone: 'danger',
        action: {
          label: 'Begin anew with it',
          run: () =>
            controller.edit(`A new arithmetic, with ${nameOfPoint(point)} on ${letter}.`, () =>
              beginWith(name, point),
            ),
        },
      });
      return;
    }
    controller.edit(`Added ${nameOfPoint(point)} to ${letter}.`, (now) =>
      addToTile(now, name, point),
    );
  };
  const drop = useFileDrop(add);

  return (
    <section
      aria-label={`${letter}: ${part}`}
      {...drop.handlers}
      className={classes(
        'flex min-w-0 flex-col gap-2 rounded-lg',
        drop.over && 'outline-2 outline-offset-4 outline-accent outline-dashed',
      )}
    >
      <h2 className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-lg font-semibold">{letter}</span>
        <span className="text-sm text-muted">{part}</span>
      </h2>
      {mean ? (
        <PointPicture point={mean} alt={altOf(points, mean)} className="rounded-sm" />
      ) : (
        <div className="grid aspect-square place-items-center rounded-sm border border-dashed border-edge p-2 text-center text-sm text-muted">
          Empty
        </div>
      )}
      <ul aria-label={`Pictures of ${letter}`} className="flex flex-wrap gap-1.5">
        {points.map((point, index) => (
          <li key={index}>
            <Member tile={name} point={point} index={index} count={points.length} />
          </li>
        ))}
        <li>
          <AddPoint
            label={`Add a picture to ${letter}`}
            model={model}
            stay
            note={isFull(points) ? TILE_FULL : undefined}
            onPoint={add}
            trigger={
              <button
                type="button"
                data-add
                aria-label={`Add a picture to ${letter}`}
                className="grid size-11 place-items-center rounded-md border border-dashed border-edge text-muted hover:bg-surface hover:text-ink"
              >
                <Plus aria-hidden className="size-4" />
              </button>
            }
          />
        </li>
      </ul>
      <p className="text-sm text-muted max-sm:hidden">
        {mean ? (points.length > 1 ? `Mean of ${points.length}: ` : '') + nameOfPoint(mean) : ''}
      </p>
    </section>
  );
}

function altOf(points: readonly LatentPoint[], mean: LatentPoint): string {
  const name = nameOfPoint(mean);
  return points.length === 1
    ? `Generated picture: ${name}`
    : `The mean of ${points.length} generated pictures: ${name}`;
}
