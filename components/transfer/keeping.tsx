'use client';

import { Button } from '@/components/ui/button';
import { Switch } from '@/components/ui/switch';

import { useController, useTransferState } from './context';

/** What stays on this device, and the end of it. */
export function Keeping() {
  const controller = useController();
  const keeping = useTransferState((state) => state.keeping);
  const persistent = useTransferState((state) => state.persistent);
  const own = useTransferState(
    (state) => state.content?.standsIn === false || state.pictures.size > 0 || state.unopened,
  );
  return (
    <section
      aria-label="On this device"
      className="flex flex-wrap items-center gap-x-6 gap-y-1 border-t border-line pt-3 text-sm"
    >
      <p className="max-w-prose grow text-muted">
        {!persistent
          ? 'This browser keeps nothing after the tab is closed. Nothing is uploaded.'
          : !own
            ? 'Pictures stay on this device. Nothing is uploaded.'
            : keeping
              ? 'Your picture and the styles you chose are kept on this device only, so that they are here at your next visit. Nothing was uploaded.'
              : 'Nothing is kept: what stands here is gone when the tab is closed. Nothing was uploaded.'}
      </p>
      <div className="flex flex-wrap items-center gap-x-6">
        {persistent && (
          <Switch
            label="Keep my pictures on this device"
            checked={keeping}
            onCheckedChange={controller.setKeeping}
          />
        )}
        {own && (
          <Button size="small" variant="quiet" onClick={controller.forget}>
            Forget my pictures
          </Button>
        )}
      </div>
    </section>
  );
}
