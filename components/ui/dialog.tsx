'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

import { Button } from './button';
import { classes } from './classes';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  /** Leaves title and description to assistive technology alone, e.g. for a palette. */
  hideHeading?: boolean;
  children: ReactNode;
  /** The content is there to be read, with no control in it: it takes the focus, so that keys scroll it. */
  text?: boolean;
  /** Actions at the foot. */
  footer?: ReactNode;
  /** Widens the panel, e.g. `max-w-3xl`. */
  className?: string;
}

/** A modal panel; a sheet from below on a phone. Escape and a click outside close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  hideHeading = false,
  children,
  text = false,
  footer,
  className,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-shade" />
        <Radix.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classes(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[88dvh] animate-rise flex-col border-line bg-raised text-ink shadow-lift',
            'rounded-t-2xl border-t sm:inset-x-4 sm:top-[12dvh] sm:bottom-auto sm:mx-auto sm:max-h-[76dvh] sm:rounded-2xl sm:border',
            className ?? 'sm:max-w-lg',
          )}
        >
          <div
            className={
              hideHeading ? 'sr-only' : 'flex items-start justify-between gap-4 px-5 pt-4 pb-2'
            }
          >
            <div>
              <Radix.Title className="pt-1 text-lg font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
              )}
            </div>
            {!hideHeading && (
              <Radix.Close asChild>
                {/* Without a tooltip: it has the focus first, and Escape would close the tooltip only. */}
                <Button variant="quiet" aria-label="Close" className="-mr-2 !px-2.5">
                  <X />
                </Button>
              </Radix.Close>
            )}
          </div>
          <div
            {...(text ? { tabIndex: 0 } : {})}
            className={classes(
              'min-h-0 overflow-y-auto -outline-offset-2',
              !hideHeading && 'px-5 pb-5',
            )}
          >
            {children}
          </div>
          {footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              {footer}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
