'use client';

import { useStore } from 'zustand';

import { Tooltip } from '@/components/ui/tooltip';
import type { LiveFigures } from '@/lib/transfer/live/live-loop';
import type { LiveSession } from '@/lib/transfer/live/session';

/** How smooth the picture is and how large, and what is aimed at. Not read aloud: it keeps changing. */
export function LiveFiguresLine({ session }: { session: LiveSession }) {
  const figures = useStore(session.store, (state) => state.figures);
  const target = useStore(session.store, (state) => state.target);
  return (
    <p className="min-h-6 text-sm text-muted tabular-nums" data-testid="live-figures">
      {figures?.painted && (
        <Tooltip
          label={`The picture becomes smaller or larger by itself so that there are ${target} a second, or more.`}
          side="top"
        >
          <span>
            {sentence(figures)}
            <span className="max-sm:hidden"> · aims at {target}</span>
          </span>
        </Tooltip>
      )}
    </p>
  );
}

function sentence({ width, height, perSecond }: LiveFigures): string {
  const size = `${width} × ${height}`;
  if (perSecond === undefined) return `Painting at ${size}`;
  const shown = perSecond < 3 ? perSecond.toFixed(1) : Math.round(perSecond).toString();
  return `${shown} pictures a second at ${size}`;
}
