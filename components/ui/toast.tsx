'use client';

import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';

import { Button } from './button';
import { classes } from './classes';
import { currentToasts, dismissToast, subscribeToToasts, type ToastMessage } from './toast-store';

export { dismissToast, toast } from './toast-store';

const NONE: readonly ToastMessage[] = [];

/** Where `toast(…)` appears; once, in the layout. F8 brings the focus there. */
export function Toaster() {
  const messages = useSyncExternalStore(subscribeToToasts, currentToasts, () => NONE);
  return (
    <Radix.Provider label="Message" swipeDirection="down">
      {messages.map((message) => (
        <Radix.Root
          key={message.id}
          type={message.tone === 'danger' ? 'foreground' : 'background'}
          duration={message.tone === 'danger' || message.action !== undefined ? 10_000 : 5_000}
          onOpenChange={(open) => {
            if (!open) dismissToast(message.id);
          }}
          className={classes(
            'flex animate-rise items-center gap-3 rounded-xl border bg-raised py-2 pr-2 pl-4 text-sm text-ink shadow-lift',
            message.tone === 'danger' ? 'border-danger' : 'border-line',
          )}
        >
          <div className="grow py-1">
            <Radix.Title className="font-medium">{message.title}</Radix.Title>
            {message.description !== undefined && (
              <Radix.Description className="text-muted">{message.description}</Radix.Description>
            )}
          </div>
          {message.action !== undefined && (
            <Radix.Action asChild altText={message.action.label}>
              <Button size="small" variant="quiet" onClick={message.action.run}>
                {message.action.label}
              </Button>
            </Radix.Action>
          )}
          <Radix.Close
            aria-label="Dismiss"
            className="touch-target inline-flex items-center justify-center rounded-lg text-muted hover:text-ink"
          >
            <X className="size-4" />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed inset-x-4 bottom-4 z-60 mx-auto flex max-w-md flex-col gap-2" />
    </Radix.Provider>
  );
}
