'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Switch } from '@/components/ui/switch';

import { useIdentify, useIdentifyState } from './context';
import { isAnswered } from './entry';

/** What stays on this device, and the end of it. */
export function Keeping() {
  const { controller } = useIdentify();
  const keeping = useIdentifyState((state) => state.keeping);
  const persistent = useIdentifyState((state) => state.persistent);
  const count = useIdentifyState((state) => state.entries.filter(isAnswered).length);
  const [asking, setAsking] = useState(false);
  const pictures = count === 1 ? 'One picture' : `${count} pictures`;
  return (
    <section
      aria-label="On this device"
      className="flex flex-wrap items-center gap-x-6 gap-y-1 border-t border-line pt-3 text-sm"
    >
      <p className="max-w-prose grow text-muted">
        {!persistent
          ? 'This browser keeps nothing after the tab is closed.'
          : count === 0
            ? 'Pictures stay on this device. Nothing is uploaded.'
            : keeping
              ? `${pictures} and what was said about ${count === 1 ? 'it' : 'them'} are kept on this device only, reduced in size. Nothing was uploaded.`
              : 'Nothing is kept: what stands here is gone when the tab is closed. Nothing was uploaded.'}
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
