'use client';

import { Aperture, CircleStop, FlipHorizontal2, SwitchCamera } from 'lucide-react';
import { useStore } from 'zustand';

import { attempt } from '@/components/studio/context';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import type { CameraWish } from '@/lib/transfer/live/camera';
import type { LiveSession } from '@/lib/transfer/live/session';

import { saveStill } from './save-still';

export interface LiveControlsProps {
  session: LiveSession;
  /** A style is chosen. */
  canTakeStill: boolean;
  onStart: (wish: CameraWish) => void;
  onClose: () => void;
}

const PACES = [
  { value: '12', label: 'Smoother motion' },
  { value: '8', label: 'Motion and detail' },
  { value: '4', label: 'Finer pictures' },
] as const;

/** For a camera that is on. */
export function LiveControls({ session, canTakeStill, onStart, onClose }: LiveControlsProps) {
  const mirrored = useStore(session.store, (state) => state.mirrored);
  const takingStill = useStore(session.store, (state) => state.takingStill);
  const target = useStore(session.store, (state) => state.target);
  return (
    <div role="group" aria-label="Camera" className="flex flex-wrap items-center gap-2">
      <Button
        variant="primary"
        disabled={!canTakeStill || takingStill}
        onClick={() => attempt(async () => saveStill(await session.takeStill()))}
      >
        <Aperture aria-hidden /> Take a still
      </Button>
      <Button onClick={session.stop}>
        <CircleStop aria-hidden /> Stop the camera
      </Button>
      <IconButton
        label="Mirror the picture"
        pressed={mirrored}
        onClick={() => session.setMirrored(!mirrored)}
      >
        <FlipHorizontal2 />
      </IconButton>
      <WhichCamera session={session} onStart={onStart} />
      <Select
        label="Prefer"
        hideLabel
        value={String(target) as (typeof PACES)[number]['value']}
        onValueChange={(next) => session.aimAt(Number(next))}
        options={PACES}
      />
      <Button variant="quiet" className="ml-auto" onClick={onClose}>
        Back to pictures
      </Button>
    </div>
  );
}

/** Front or back where the device tells them apart, else by name; nothing where there is one camera. */
function WhichCamera({ session, onStart }: Pick<LiveControlsProps, 'session' | 'onStart'>) {
  const facing = useStore(session.store, (state) => state.facing);
  const choices = useStore(session.store, (state) => state.choices);
  const deviceId = useStore(session.store, (state) => state.deviceId);
  if (choices.length < 2) return null;
  if (facing !== undefined) {
    const other = facing === 'user' ? 'environment' : 'user';
    return (
      <IconButton
        label={other === 'user' ? 'Use the front camera' : 'Use the back camera'}
        onClick={() => onStart({ facing: other })}
      >
        <SwitchCamera />
      </IconButton>
    );
  }
  return (
    <Select
      label="Camera"
      hideLabel
      value={deviceId ?? ''}
      onValueChange={(next) => onStart({ deviceId: next })}
      options={choices.map(({ deviceId: value, label }) => ({ value, label }))}
    />
  );
}
