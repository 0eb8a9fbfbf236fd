'use client';

import { useStore } from 'zustand';

import { EngineNotice } from '@/components/points/engine-notice';
import type { LiveSession } from '@/lib/transfer/live/session';

export interface LiveWaitingProps {
  session: LiveSession;
  /** Why there is no style to paint in; undefined where there is. */
  unpainted: string | undefined;
}

/** Over the foot of the picture: what is awaited, while anything is. */
export function LiveWaiting({ session, unpainted }: LiveWaitingProps) {
  const painted = useStore(session.store, (state) => state.figures?.painted ?? false);
  const takingStill = useStore(session.store, (state) => state.takingStill);
  const paused = useStore(session.store, (state) => state.paused);
  if (paused) {
    return (
      <Note>The camera is paused, by the system or by its own switch. It goes on by itself.</Note>
    );
  }
  if (takingStill) return <Note>Painting the still…</Note>;
  if (unpainted !== undefined) return <Note>{unpainted}</Note>;
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
