'use client';

import {
  ArrowLeft,
  ArrowRight,
  Copy,
  Ellipsis,
  ExternalLink,
  GripVertical,
  Trash2,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, type KeyboardEvent } from 'react';

import { nameOfPoint } from '@/components/points/model-of';
import { attempt } from '@/components/studio/context';
import { PointPicture } from '@/components/studio/point-picture';
import { classes } from '@/components/ui/classes';
import { focusItem } from '@/components/ui/focus-item';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { NumberField } from '@/components/ui/number-field';
import { toast } from '@/components/ui/toast-store';
import { keyframeTimes, LEG_SECONDS, type Keyframe } from '@/lib/latent/walk';
import { pathOfPoint } from '@/lib/studio/links';
import { catalogue } from '@/models/registry';

import { usePlayer, useWalkController } from './context';
import { duplicateKeyframe, putBack, removeKeyframe, setLeg } from './edits';
import { legAt } from './timing';
import type { useReorder } from './use-reorder';

export interface KeyframeCardProps {
  index: number;
  keyframe: Keyframe;
  count: number;
  /** Whether the walk goes on from here. */
  hasLeg: boolean;
  reorder: ReturnType<typeof useReorder>;
  onMove: (from: number, to: number) => void;
}

/** One picture of the walk and the leg that follows it. */
export function KeyframeCard(props: KeyframeCardProps) {
  const { index, keyframe, count, hasLeg, reorder, onMove } = props;
  const controller = useWalkController();
  const active = usePlayer((state) => legAt(state.walk, state.time) === index);
  const name = nameOfPoint(keyframe.point);
  const card = useRef<HTMLLIElement>(null);
  const dragging = reorder.drag?.from === index;

  const goThere = () => {
    const { player } = controller;
    player.seek(keyframeTimes(player.store.getState().walk)[index] ?? 0);
  };
  const remove = () => {
    const row = card.current?.parentElement;
    controller.edit(`Took out ${name}.`, (walk) => removeKeyframe(walk, index));
    focusItem(row, '[data-picture]', index, () => row?.querySelector<HTMLElement>('[data-add]'));
    toast({
      title: 'Taken out of the walk.',
      action: {
        label: 'Put back',
        run: () =>
          attempt(() =>
            controller.edit(`Put back ${name}.`, (walk) => putBack(walk, keyframe, index)),
          ),
      },
      // Each puts back another picture.
      ofItsOwn: true,
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (event.altKey && step !== 0) {
      event.preventDefault();
      const to = Math.min(count - 1, Math.max(0, index + step));
      if (to === index) return;
      const row = event.currentTarget.closest('ol');
      onMove(index, to);
      // The focus goes along with the picture.
      requestAnimationFrame(() =>
        row?.querySelector<HTMLElement>(`[data-item="${to}"] [data-picture]`)?.focus(),
      );
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      remove();
    }
  };

  return (
    <li
      ref={card}
      data-item={index}
      onClickCapture={reorder.swallowClick}
      className={classes(
        'flex shrink-0 select-none',
        reorder.drag && !dragging && 'transition-transform duration-200',
        dragging && 'relative z-20',
      )}
      style={{
        transform: dragging
          ? `translateX(${reorder.drag?.offset ?? 0}px)`
          : `translateX(${reorder.shiftOf(index) * 100}%)`,
      }}
    >
      <div className="flex w-28 flex-col gap-1">
        <button
          type="button"
          data-picture
          aria-label={`Picture ${index + 1} of ${count}: ${name}`}
          aria-current={active ? 'step' : undefined}
          aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Delete"
          title={name}
          onClick={goThere}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            if (event.pointerType === 'mouse') reorder.start(index)(event);
          }}
          className={classes(
            'overflow-hidden rounded-lg',
            active && 'ring-2 ring-accent ring-offset-2 ring-offset-ground',
            dragging && 'cursor-grabbing shadow-lift',
          )}
        >
          <PointPicture point={keyframe.point} />
        </button>
        <div className="flex items-start">
          <span className="line-clamp-2 min-w-0 grow pt-1 text-xs leading-4 text-muted">
            {name}
          </span>
          <span
            aria-hidden
            onPointerDown={reorder.start(index)}
            className="touch-target hidden cursor-grab touch-none place-items-center text-muted pointer-coarse:grid"
          >
            <GripVertical className="size-4" />
          </span>
          <CardMenu {...props} onRemove={remove} />
        </div>
      </div>
      {hasLeg && (
        <div
          className={classes(
            'flex h-28 w-24 flex-col items-center justify-center gap-1',
            dragging && 'opacity-0',
          )}
        >
          <NumberField
            label={`Seconds from picture ${index + 1} to picture ${((index + 1) % count) + 1}`}
            hideLabel
            value={keyframe.seconds}
            min={LEG_SECONDS.min}
            max={LEG_SECONDS.max}
            step={0.5}
            digits={1}
            unit="s"
            onValueChange={(seconds) =>
              controller.edit(
                `${seconds} seconds.`,
                (walk) => setLeg(walk, index, seconds),
                `leg ${index}`,
              )
            }
          />
          <ArrowRight aria-hidden className="size-4 text-muted" />
        </div>
      )}
    </li>
  );
}

function CardMenu(props: KeyframeCardProps & { onRemove: () => void }) {
  const { index, keyframe, count, onMove, onRemove } = props;
  const controller = useWalkController();
  const router = useRouter();
  return (
    <Menu
      trigger={
        <IconButton label={`More for picture ${index + 1}`} className="-mr-2">
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem
        icon={<ArrowLeft />}
        shortcut="Alt+ArrowLeft"
        disabled={index === 0}
        onSelect={() => onMove(index, index - 1)}
      >
        Earlier
      </MenuItem>
      <MenuItem
        icon={<ArrowRight />}
        shortcut="Alt+ArrowRight"
        disabled={index === count - 1}
        onSelect={() => onMove(index, index + 1)}
      >
        Later
      </MenuItem>
      <MenuItem
        icon={<Copy />}
        onSelect={() =>
          attempt(() => controller.edit('Doubled.', (walk) => duplicateKeyframe(walk, index)))
        }
      >
        Double
      </MenuItem>
      <MenuItem
        icon={<ExternalLink />}
        onSelect={() => router.push(pathOfPoint(keyframe.point, catalogue))}
      >
        Open in the Studio
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} danger shortcut="Delete" onSelect={onRemove}>
        Take out
      </MenuItem>
    </Menu>
  );
}
