import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';

import { classes } from './classes';

export type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary`: the one thing to do here. `plain`: with an edge. `quiet`: without one. */
  variant?: ButtonVariant;
  size?: 'small' | 'medium';
  /** Takes the looks over to its only child, e.g. a link. */
  asChild?: boolean;
}

export function Button({
  variant = 'plain',
  size = 'medium',
  asChild = false,
  className,
  type = 'button',
  ...rest
}: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button';
  return (
    <Element
      {...(asChild ? {} : { type })}
      className={classes(
        'touch-target inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap select-none',
        'transition-colors disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
        SIZES[size],
        VARIANTS[variant],
        className,
      )}
      {...rest}
    />
  );
}

const SIZES = {
  small: 'px-3 py-1 text-sm',
  medium: 'px-4 py-2',
} as const;

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:not-disabled:brightness-110',
  plain: 'border border-edge bg-surface text-ink hover:not-disabled:bg-raised',
  quiet: 'text-ink hover:not-disabled:bg-line/60',
  danger: 'border border-danger text-danger hover:not-disabled:bg-danger/10',
};
