'use client';

import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

export interface CompareSliderProps {
  /** Under the whole place; what `before` does not cover. */
  children: ReactNode;
  /** The original, over the left part. */
  before: ReactNode;
}

const STEP = 0.02;

/** Two pictures in one place and a line between them, moved by hand or by arrow keys. */
export function CompareSlider({ children, before }: CompareSliderProps) {
  const [share, setShare] = useState(0.5);
  const place = useRef<HTMLDivElement>(null);
  const percent = Math.round(share * 100);

  const follow = (event: PointerEvent) => {
    const box = place.current?.getBoundingClientRect();
    if (box) setShare(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event, share);
    if (next === undefined) return;
    event.preventDefault();
    setShare(next);
  };
  return (
    <div
      ref={place}
      className="absolute inset-0 touch-pan-y select-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
    >
      {children}
      <div className="absolute inset-0" style={{ clipPath: `inset(0 ${100 - share * 100}% 0 0)` }}>
        {before}
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Line between your picture and the painting"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${percent} % of your picture shown`}
        onKeyDown={onKeyDown}
        className="absolute inset-y-0 w-11 -translate-x-1/2 cursor-ew-resize rounded-sm"
        style={{ left: `${share * 100}%` }}
      >
        <span
          aria-hidden
          className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.35)]"
        />
        <span
          aria-hidden
          className="absolute top-1/2 left-1/2 size-8 -translate-1/2 rounded-full border-2 border-white bg-black/45"
        />
      </div>
    </div>
  );
}

function moved({ key, shiftKey }: KeyboardEvent, share: number): number | undefined {
  const step = shiftKey ? STEP * 5 : STEP;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, share - step);
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(1, share + step);
    case 'Home':
      return 0;
    case 'End':
      return 1;
    default:
      return undefined;
  }
}
