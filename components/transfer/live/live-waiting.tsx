'use client';

import { useStore } from 'zustand';

import { EngineNotice } from '@/components/points/engine-notice';
import type { LiveSession } from '@/lib/transfer/live/session';

export interface LiveWaitingProps {
  session: LiveSession;
  wantsPaint: boolean;
}

/** Over the foot of the picture: what is awaited, while anything is. */
export function LiveWaiting({ session, wantsPaint }: LiveWaitingProps) {
  const painted = useStore(session.store, (state) => state.figures?.painted ?? false);
  const takingStill = useStore(session.store, (state) => state.takingStill);
  if (takingStill) return <Note>Painting the still…</Note>;
  if (!wantsPaint) return <Note>Choose a style to see this painted.</Note>;
  if (painted) return null;
  return (
    <div className="absolute bottom-3 left-3">
      <EngineNotice onRetry={() => undefined} />
    </div>
  );
}

function Note({ children }: { children: string }) {
  return (
    <p
      role="status"
      className="absolute bottom-3 left-3 rounded-lg bg-raised/90 px-3 py-2 text-sm shadow-lift"
    >
      {children}
    </p>
  );
}
