'use client';

import { useId, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';

import { classes } from '@/components/ui/classes';
import { mixOf } from '@/lib/latent/mix';
import { className as nameOf, describeMix, percent, shortName } from '@/lib/studio/describe';
import { setShares, shares } from '@/lib/studio/edits';
import type { Share } from '@/lib/studio/mixing';
import {
  padCorners,
  padPosition,
  padRemainder,
  padWeights,
  roundWeights,
  type PadPosition,
} from '@/lib/studio/pad';

import { useInstrument, useSettledScene, useStudio } from './context';
import { PointPicture } from './point-picture';

/** Room around the corners for their pictures, in units of the pad's radius. */
const MARGIN = 0.34;
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
  const settled = useSettledScene().point;
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

  const place = ({ x, y }: PadPosition) => ({
    left: `${((x - frame.left) / frame.width) * 100}%`,
    top: `${((y - frame.top) / frame.height) * 100}%`,
  });
  const first = parts[0]!;
  return (
    <div
      ref={area}
      className="relative mx-auto w-full touch-none select-none"
      style={{ aspectRatio: `${frame.width} / ${frame.height}`, maxWidth: frame.maxWidth }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => studio.settle()}
      onPointerCancel={() => studio.settle()}
    >
      <svg
        aria-hidden
        viewBox={`${frame.left} ${frame.top} ${frame.width} ${frame.height}`}
        className="absolute inset-0 size-full"
      >
        <polygon
          points={frame.corners.map(({ x, y }) => `${x},${y}`).join(' ')}
          className="fill-surface stroke-edge"
          strokeWidth={0.012}
          strokeLinejoin="round"
        />
        {frame.corners.map((corner, i) => (
          <line
            key={parts[i]!.classId}
            x1={corner.x}
            y1={corner.y}
            x2={handle.x}
            y2={handle.y}
            className="stroke-accent"
            strokeWidth={0.008 + 0.035 * parts[i]!.weight}
            strokeLinecap="round"
            opacity={0.25 + 0.6 * parts[i]!.weight}
          />
        ))}
      </svg>
      {parts.map((part, i) => (
        <div
          key={part.classId}
          style={place(frame.corners[i]!)}
          className="pointer-events-none absolute flex w-13 -translate-x-1/2 -translate-y-1/2 flex-col items-center"
        >
          <PointPicture
            point={{ ...settled, mix: mixOf(part.classId) }}
            className="rounded-[2px] ring-2 ring-ground"
          />
          <span className="absolute top-full mt-0.5 max-w-24 truncate rounded bg-ground/75 px-1 text-xs whitespace-nowrap text-muted">
            {shortName(nameOf(part.classId, model))}
          </span>
        </div>
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
          'absolute size-6 -translate-x-1/2 -translate-y-1/2 cursor-grab rounded-full border-[3px] border-raised bg-accent shadow-lift active:cursor-grabbing',
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

/** The pad's outline and the part of the plane that is shown. */
function frameOf(count: number) {
  const corners = padCorners(count);
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const left = Math.min(...xs) - MARGIN;
  const top = Math.min(...ys) - MARGIN;
  return {
    corners,
    left,
    top,
    width: Math.max(...xs) + MARGIN - left,
    // Names stand below the lowest corners.
    height: Math.max(...ys) + MARGIN + 0.14 - top,
    maxWidth: count === 2 ? '100%' : '17rem',
  };
}
