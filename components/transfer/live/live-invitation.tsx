'use client';

import { Camera } from 'lucide-react';
import { useStore } from 'zustand';

import { Button } from '@/components/ui/button';
import type { LiveSession } from '@/lib/transfer/live/session';

export interface LiveInvitationProps {
  session: LiveSession;
  onStart: () => void;
}

/** Before the camera is on: what it is for, that nothing leaves the device, and why it failed. */
export function LiveInvitation({ session, onStart }: LiveInvitationProps) {
  const phase = useStore(session.store, (state) => state.phase);
  const message = useStore(session.store, (state) => state.message);
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-4 overflow-y-auto p-6 text-center">
      {phase === 'asking' ? (
        <>
          <p role="status">Waiting for the camera. The browser may ask you to allow it.</p>
          {/* Another button than the one before, and not for the second press of a double one. */}
          <Button key="cancel" onClick={({ detail }) => detail < 2 && session.stop()}>
            Cancel
          </Button>
        </>
      ) : (
        <>
          {message === undefined ? (
            <p className="max-w-md text-muted">
              See yourself and your room as a painting while you move. What the camera sees is
              painted on this device and never leaves it.
            </p>
          ) : (
            <p role="alert" className="max-w-md">
              {message}
            </p>
          )}
          <Button variant="primary" onClick={() => onStart()}>
            <Camera aria-hidden /> {message === undefined ? 'Start the camera' : 'Try again'}
          </Button>
        </>
      )}
    </div>
  );
}
