'use client';

import { Slider as Radix } from 'radix-ui';
import { useId, type ReactNode } from 'react';

import { classes } from './classes';
import { Tooltip } from './tooltip';

export interface SliderProps {
  label: string;
  hideLabel?: boolean;
  value: number;
  /** While dragging. */
  onValueChange: (value: number) => void;
  /** Once the drag has ended. */
  onValueCommit?: (value: number) => void;
  min: number;
  max: number;
  step: number;
  /** The value as shown, and as read aloud. */
  format?: (value: number) => string;
  /** The value as read aloud, where that takes more words. */
  spoken?: (value: number) => string;
  /** Takes the place of the shown value, e.g. a number field. */
  field?: ReactNode;
  /** The field's own word, for the tooltip of the label. */
  term?: string;
  /** What the slider does, for the tooltip of the label. */
  hint?: string;
  /** Words at either end; the middle, marked, then stands for neither. */
  ends?: readonly [less: string, more: string];
  disabled?: boolean;
  className?: string;
}

export function Slider({
  label,
  hideLabel = false,
  value,
  onValueChange,
  onValueCommit,
  min,
  max,
  step,
  format = String,
  spoken = format,
  field,
  term,
  hint,
  ends,
  disabled = false,
  className,
}: SliderProps) {
  const labelId = useId();
  const name = (
    <span id={labelId} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
      {label}
    </span>
  );
  const remark = hint ?? term;
  return (
    <div className={classes('flex flex-col', className)}>
      <div className={classes('flex items-center justify-between gap-3', hideLabel && 'sr-only')}>
        {remark === undefined ? (
          name
        ) : (
          <Tooltip label={hint ?? label} term={term} side="top">
            {name}
          </Tooltip>
        )}
        {field ?? (
          <span aria-hidden className="text-sm text-muted tabular-nums">
            {format(value)}
          </span>
        )}
      </div>
      <Radix.Root
        value={[value]}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        onValueChange={([next]) => next !== undefined && onValueChange(next)}
        onValueCommit={([next]) => next !== undefined && onValueCommit?.(next)}
        className="group relative flex h-9 w-full touch-none items-center select-none data-disabled:opacity-50 pointer-coarse:h-11"
      >
        <Radix.Track className="relative h-1 grow overflow-hidden rounded-full bg-edge/60">
          {ends ? (
            <span
              aria-hidden
              className="absolute h-full bg-accent"
              style={fromMiddle((value - min) / (max - min))}
            />
          ) : (
            <Radix.Range className="absolute h-full bg-accent" />
          )}
        </Radix.Track>
        {ends && <span aria-hidden className="absolute left-1/2 h-3 w-px bg-edge" />}
        <Radix.Thumb
          aria-labelledby={labelId}
          aria-valuetext={spoken(value)}
          className={classes(
            'relative block size-5 rounded-full border-2 border-accent bg-raised shadow-sm transition-transform',
            'before:absolute before:-inset-3 active:scale-110 focus-visible:outline-offset-2',
          )}
        />
      </Radix.Root>
      {ends && (
        <div aria-hidden className="-mt-0.5 flex justify-between text-xs text-muted">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
    </div>
  );
}

/** The filled part of a track from its middle to a share of its length. */
function fromMiddle(share: number) {
  const from = Math.min(0.5, share);
  return { left: `${100 * from}%`, width: `${100 * Math.abs(share - 0.5)}%` };
}
