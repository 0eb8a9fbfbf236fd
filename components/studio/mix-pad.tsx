'use client';

import { memo, useId, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';

import { classes } from '@/components/ui/classes';
import { className as nameOf, describeMix, percent, shortClassName } from '@/lib/studio/describe';
import { setShares, shares } from '@/lib/studio/edits';
import { mixOfShares, type Share } from '@/lib/studio/mixing';
import {
  padCorners,
  padField,
  padPosition,
  padRemainder,
  padWeights,
  roundWeights,
  type PadPosition,
} from '@/lib/studio/pad';

import { useInstrument, useSettledScene, useStudio } from './context';
import { PointPicture } from './point-picture';

/** Room for a line of text, in units of the pad's radius. */
const LINE = 0.2;
/** One press of an arrow key, in the same units. */
const STEP = 0.04;

/**
 * The artists as corners, the mix as a handle between them. Every corner shows the
 * picture as that artist alone would have it.
 */
export function MixPad() {
  const { studio } = useInstrument();
  const scene = useStudio((state) => state.scene);
  const parts = shares({ scene });
  const { point } = scene;
  const model = studio.modelOf(point);
  const hint = useId();
  const area = useRef<HTMLDivElement>(null);
  /** What the pad cannot show of the mix at the beginning of a drag. */
  const remainder = useRef<readonly number[]>([]);

  const frame = useMemo(() => frameOf(parts.length), [parts.length]);
  const handle = padPosition(parts.map((part) => part.weight));

  const moveTo = (position: PadPosition) => {
    const weights = roundWeights(padWeights(parts.length, position, remainder.current));
    setShares(studio, withWeights(parts, weights), 'mix');
  };
  const moveToPointer = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (!box) return;
    moveTo({
      x: frame.left + ((event.clientX - box.left) / box.width) * frame.width,
      y: frame.top + ((event.clientY - box.top) / box.height) * frame.height,
    });
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    studio.settle();
    remainder.current = padRemainder(parts.map((part) => part.weight));
    moveToPointer(event);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) moveToPointer(event);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Those are shortcuts of the whole Studio, or the browser's own.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = Number(event.key);
    const corner = padCorners(parts.length)[digit - 1];
    const arrow = ARROWS[event.key];
    if (corner) {
      remainder.current = [];
      setShares(studio, withWeights(parts, padWeights(parts.length, corner)), 'mix');
    } else if (event.key === 'Home' || event.key === '0') {
      const equal = roundWeights(parts.map(() => 1));
      setShares(studio, withWeights(parts, equal), 'mix');
    } else if (arrow) {
      const step = event.shiftKey ? STEP * 5 : STEP;
      remainder.current = padRemainder(parts.map((part) => part.weight));
      moveTo({ x: handle.x + arrow.x * step, y: handle.y + arrow.y * step });
    } else {
      return;
    }
    event.preventDefault();
    studio.settleSoon();
  };

  const place = (position: PadPosition) => placeIn(frame, position);
  const first = parts[0]!;
  return (
    <div
      ref={area}
      // Never so high on a phone that it leaves no room to scroll past it.
      className="relative mx-auto w-full touch-none select-none [--pad-height:27dvh] lg:[--pad-height:38dvh]"
      style={{
        aspectRatio: `${frame.width} / ${frame.height}`,
        maxWidth: `calc(var(--pad-height) * ${frame.width / frame.height})`,
      }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => studio.settle()}
      onPointerCancel={() => studio.settle()}
    >
      <Field frame={frame} />
      {parts.map((part, i) => (
        <span
          key={part.classId}
          aria-hidden
          style={place(frame.labels[i]!)}
          className={classes(
            'pointer-events-none absolute max-w-32 -translate-y-1/2 truncate px-1 text-xs whitespace-nowrap',
            frame.labels[i]!.x < -0.1
              ? ''
              : frame.labels[i]!.x > 0.1
                ? '-translate-x-full'
                : '-translate-x-1/2',
            part.weight > 0 ? 'text-ink' : 'text-muted',
          )}
        >
          {shortClassName(part.classId, model)}
        </span>
      ))}
      <div
        role="slider"
        tabIndex={0}
        aria-label="Mix pad"
        aria-describedby={hint}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(first.weight * 100)}
        aria-valuetext={describeMix(point.mix, model)}
        onKeyDown={onKeyDown}
        style={place(handle)}
        className={classes(
          'absolute size-7 -translate-x-1/2 -translate-y-1/2 cursor-grab rounded-full border-[3px] border-white bg-accent/80 shadow-lift active:cursor-grabbing',
          'before:absolute before:-inset-3 before:rounded-full',
        )}
      />
      <p id={hint} className="sr-only">
        Arrow keys move the mix, with Shift further. {parts.map(keyHint(model)).join(', ')}; 0 gives
        equal parts. Now {percent(first.weight)} {nameOf(first.classId, model)}.
      </p>
    </div>
  );
}

const ARROWS: Readonly<Record<string, PadPosition>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const keyHint = (model: Parameters<typeof nameOf>[1]) => (part: Share, i: number) =>
  `${i + 1} is all ${nameOf(part.classId, model)}`;

function withWeights(parts: readonly Share[], weights: readonly number[]): Share[] {
  return parts.map((part, i) => ({ ...part, weight: weights[i]! }));
}

/** What the mix would look like, all over the pad. Stays as it is while the handle is dragged. */
const Field = memo(function Field({ frame }: { frame: PadFrame }) {
  const scene = useSettledScene();
  const { point, palette } = scene;
  const parts = shares({ scene });
  // Between two steps of the history, an artist may have come or gone already.
  if (parts.length !== frame.labels.length) return null;
  const size = {
    width: `${(frame.field.width / frame.width) * 100}%`,
    height: `${(frame.field.height / frame.height) * 100}%`,
  };
  return frame.field.places.map((position) => {
    const weights = padWeights(parts.length, position);
    const mix = mixOfShares(parts.map(({ classId }, i) => ({ classId, weight: weights[i]! })));
    return (
      <PointPicture
        key={`${position.x} ${position.y} ${palette.join()}`}
        point={{ ...point, mix }}
        className="pointer-events-none absolute -translate-x-1/2 -translate-y-1/2 border border-ground object-cover"
        style={{ ...placeIn(frame, position), ...size }}
      />
    );
  });
});

type PadFrame = ReturnType<typeof frameOf>;

function placeIn(frame: PadFrame, { x, y }: PadPosition) {
  return {
    left: `${((x - frame.left) / frame.width) * 100}%`,
    top: `${((y - frame.top) / frame.height) * 100}%`,
  };
}

/** The part of the plane that is shown: the field of pictures and a name at every corner. */
function frameOf(count: number) {
  const field = padField(count);
  const [halfWidth, halfHeight] = [field.width / 2, field.height / 2];
  const corners = padCorners(count);
  const labels = corners.map(({ x, y }) => ({
    x: x + Math.sign(Math.round(x * 10)) * halfWidth,
    y: count > 2 && y < 0 ? y - halfHeight - LINE / 2 : y + halfHeight + LINE / 2,
  }));
  const left = Math.min(...corners.map(({ x }) => x)) - halfWidth;
  const top = Math.min(
    ...corners.map(({ y }) => y - halfHeight),
    ...labels.map(({ y }) => y - LINE / 2),
  );
  const bottom = Math.max(...labels.map(({ y }) => y)) + LINE / 2;
  const width = -2 * left;
  const height = bottom - top;
  return { field, labels, left, top, width, height };
}
