'use client';

import { Plus } from 'lucide-react';
import { useRef } from 'react';

import { AddPoint } from '@/components/points/add-point';
import { nameOfPoint } from '@/components/points/model-of';
import { useFileDrop } from '@/components/points/use-file-drop';
import { classes } from '@/components/ui/classes';
import { toast } from '@/components/ui/toast-store';
import { MAX_KEYFRAMES } from '@/lib/latent/walk';

import { usePlayer, useWalkController } from './context';
import { addKeyframe, beginWith, isOfOtherModel, moveKeyframe, OTHER_MODEL } from './edits';
import { KeyframeCard } from './keyframe-card';
import { useReorder } from './use-reorder';

/** The pictures of the walk in their order, with the time from one to the next. */
export function Timeline() {
  const controller = useWalkController();
  const walk = usePlayer((state) => state.walk);
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number) => {
    controller.edit(`Moved to place ${to + 1} of ${walk.keyframes.length}.`, (now) =>
      moveKeyframe(now, from, to),
    );
  };
  const reorder = useReorder(list, move);
  const add = (point: Parameters<typeof addKeyframe>[1]) => {
    if (isOfOtherModel(controller.player.store.getState().walk, point)) {
      toast({
        title: OTHER_MODEL,
        tone: 'danger',
        action: {
          label: 'Begin a new walk with it',
          run: () =>
            controller.edit(`A new walk, from ${nameOfPoint(point)}.`, (now) =>
              beginWith(now, point),
            ),
        },
      });
      return;
    }
    controller.edit(`Added ${nameOfPoint(point)}.`, (now) => addKeyframe(now, point));
    requestAnimationFrame(() => {
      const row = list.current;
      row?.scrollTo({ left: row.scrollWidth, behavior: 'smooth' });
    });
  };
  const drop = useFileDrop(add);

  return (
    <section aria-label="Pictures of the walk" {...drop.handlers}>
      <ol
        ref={list}
        className={classes(
          '-mx-4 flex overflow-x-auto px-4 pt-1 pb-3 sm:-mx-6 sm:px-6',
          drop.over && 'rounded-xl outline-2 outline-accent outline-dashed',
        )}
      >
        {walk.keyframes.map((keyframe, index) => (
          <KeyframeCard
            key={index}
            index={index}
            keyframe={keyframe}
            count={walk.keyframes.length}
            hasLeg={walk.loop ? walk.keyframes.length > 1 : index < walk.keyframes.length - 1}
            reorder={reorder}
            onMove={move}
          />
        ))}
        {walk.keyframes.length < MAX_KEYFRAMES && (
          <li className="shrink-0">
            <AddPoint
              label="Add a picture to the walk"
              model={walk.model}
              stay
              onPoint={add}
              trigger={
                <button
                  type="button"
                  data-add
                  className="flex size-28 flex-col items-center justify-center gap-1 rounded-lg border border-dashed border-edge text-sm text-muted hover:bg-surface hover:text-ink"
                >
                  <Plus aria-hidden className="size-5" />
                  Add a picture
                </button>
              }
            />
          </li>
        )}
      </ol>
    </section>
  );
}
