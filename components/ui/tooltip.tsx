'use client';

import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

import { Kbd } from './kbd';

export const TooltipProvider = Radix.Provider;

export interface TooltipProps {
  /** One focusable element. */
  children: ReactNode;
  /** What the control does, in plain words. */
  label: ReactNode;
  /** The field's own word for it, e.g. "truncation (psi)". */
  term?: string | undefined;
  /** Keys, e.g. `Mod+Z`. */
  shortcut?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A short remark on hover and focus. Never the only place of something people need. */
export function Tooltip({ children, label, term, shortcut, side = 'top' }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={8}
          collisionPadding={8}
          className="z-60 max-w-72 animate-appear rounded-md border border-line bg-raised px-2.5 py-1.5 text-sm text-ink shadow-lift"
        >
          <span className="flex items-center gap-2">
            <span>{label}</span>
            {shortcut !== undefined && <Kbd keys={shortcut} />}
          </span>
          {term !== undefined && <span className="block text-xs text-muted">{term}</span>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
