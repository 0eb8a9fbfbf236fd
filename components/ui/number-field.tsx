'use client';

import { useId, useState, type KeyboardEvent } from 'react';

import { classes } from './classes';

export interface NumberFieldProps {
  label: string;
  /** Leaves the label to assistive technology alone. */
  hideLabel?: boolean;
  /** Undefined for several that differ: nothing is shown, and any number is another one. */
  value: number | undefined;
  /** Called with a number inside [min, max] on Enter, on leaving the field and on arrow keys. */
  onValueChange: (value: number) => void;
  min: number;
  max: number;
  /** Arrow keys move by one step, with Shift by ten. */
  step?: number;
  /** Digits shown after the point. */
  digits?: number;
  /** Shown behind the number, e.g. "%". */
  unit?: string;
  disabled?: boolean;
  className?: string;
  id?: string;
}

/** An exact number, typed. Takes a comma as well as a point; ignores what is no number. */
export function NumberField({
  label,
  hideLabel = false,
  value,
  onValueChange,
  min,
  max,
  step = 1,
  digits = 0,
  unit,
  disabled = false,
  className,
  id,
}: NumberFieldProps) {
  const ownId = useId();
  const inputId = id ?? ownId;
  /** What is being typed; undefined while nobody types. */
  const [draft, setDraft] = useState<string>();

  const propose = (next: number) => {
    const clamped = Math.min(max, Math.max(min, Number(next.toFixed(Math.max(digits, 6)))));
    if (clamped !== value) onValueChange(clamped);
  };
  const shown = value?.toFixed(digits) ?? '';
  const commit = () => {
    if (draft === undefined) return;
    const typed = parseNumber(draft);
    setDraft(undefined);
    if (typed !== undefined) propose(typed);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction !== 0) {
      event.preventDefault();
      const from = draft === undefined ? value : (parseNumber(draft) ?? value);
      setDraft(undefined);
      if (from !== undefined) propose(from + direction * step * (event.shiftKey ? 10 : 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      commit();
    } else if (event.key === 'Escape' && draft !== undefined) {
      event.stopPropagation();
      setDraft(undefined);
    }
  };

  return (
    <span className={classes('inline-flex items-center gap-2', className)}>
      <label htmlFor={inputId} className={hideLabel ? 'sr-only' : 'text-sm text-muted'}>
        {label}
      </label>
      <span className="touch-target inline-flex items-center rounded-md border border-edge bg-surface px-2 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent">
        <input
          id={inputId}
          type="text"
          inputMode="decimal"
          role="spinbutton"
          autoComplete="off"
          disabled={disabled}
          aria-valuenow={value}
          aria-valuemin={min}
          aria-valuemax={max}
          {...(value === undefined
            ? { 'aria-valuetext': 'different' }
            : unit !== undefined && { 'aria-valuetext': `${shown} ${unit}` })}
          value={draft ?? shown}
          onChange={(event) => setDraft(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={commit}
          onKeyDown={onKeyDown}
          className="w-12 bg-transparent text-right text-sm tabular-nums outline-none disabled:opacity-50"
        />
        {unit !== undefined && (
          <span aria-hidden className="pl-1 text-sm text-muted">
            {unit}
          </span>
        )}
      </span>
    </span>
  );
}

/** A number as people type it, or undefined. */
export function parseNumber(text: string): number | undefined {
  const cleaned = text
    .trim()
    .replace(/\s*%$/, '')
    .replace(',', '.')
    .replace(/^\u2212/, '-');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(cleaned)) return undefined;
  return Number(cleaned);
}
