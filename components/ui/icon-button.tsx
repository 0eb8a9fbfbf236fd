'use client';

import type { ReactNode } from 'react';

import { Button, type ButtonProps } from './button';
import { classes } from './classes';
import { Tooltip, type TooltipProps } from './tooltip';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'asChild'> {
  /** The name of the control; read aloud and shown as the tooltip. */
  label: string;
  /** A lucide icon. */
  children: ReactNode;
  term?: TooltipProps['term'];
  shortcut?: TooltipProps['shortcut'];
  side?: TooltipProps['side'];
  /** For a button that stays on or off. */
  pressed?: boolean | undefined;
}

/** A button of one icon. Its name is never left out. */
export function IconButton({
  label,
  children,
  term,
  shortcut,
  side = 'top',
  pressed,
  variant = 'quiet',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} term={term} shortcut={shortcut} side={side}>
      <Button
        variant={variant}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={classes(
          'size-9 !p-0 pointer-coarse:size-11 [&_svg]:!size-[1.15rem]',
          'aria-pressed:bg-accent-soft aria-pressed:text-accent',
          className,
        )}
        {...rest}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
