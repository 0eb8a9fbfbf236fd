'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Switch } from '@/components/ui/switch';

import { useIdentify, useIdentifyState } from './context';
import { isAnswered } from './entry';
import { keptInWords } from './kept-in-words';

/** What stays on this device, and the end of it. */
export function Keeping() {
  const { controller } = useIdentify();
  const keeping = useIdentifyState((state) => state.keeping);
  const persistent = useIdentifyState((state) => state.persistent);
  const count = useIdentifyState((state) => state.entries.filter(isAnswered).length);
  const unkept = useIdentifyState(
    (state) => state.entries.filter((entry) => isAnswered(entry) && entry.unkept).length,
  );
  const [asking, setAsking] = useState(false);
  return (
    <section
      aria-label="On this device"
      className="flex flex-wrap items-center gap-x-6 gap-y-1 border-t border-line pt-3 text-sm"
    >
      <p className="max-w-prose grow text-muted">
        {keptInWords({ persistent, keeping, count, unkept })}
      </p>
      <div className="flex flex-wrap items-center gap-x-6">
        {persistent && (
          <Switch
            label="Keep results on this device"
            checked={keeping}
            onCheckedChange={controller.setKeeping}
          />
        )}
        <Button size="small" variant="quiet" onClick={() => setAsking(true)}>
          Forget all
        </Button>
      </div>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Forget all pictures?"
        description="Their copies and answers are deleted from this device. Your own files stay where they are."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep them</Button>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(false);
                controller.removeAll();
              }}
            >
              Forget all
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </section>
  );
}
