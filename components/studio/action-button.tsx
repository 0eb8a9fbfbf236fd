'use client';

import { memo } from 'react';

import { IconButton, type IconButtonProps } from '@/components/ui/icon-button';
import type { Action } from '@/lib/studio/actions/action';

import { runAction, useInstrument, useStudio } from './context';
import { ActionIcon } from './icons';

export interface ActionButtonProps extends Pick<IconButtonProps, 'side' | 'className' | 'variant'> {
  action: Action;
}

/** An action as a button of its icon. */
export const ActionButton = memo(function ActionButton({ action, ...rest }: ActionButtonProps) {
  const instrument = useInstrument();
  const available = useStudio((state) => action.available?.(state) ?? true);
  return (
    <IconButton
      label={action.label}
      shortcut={action.shortcuts?.[0]}
      // Not `disabled`: a button that loses the focus when it has done its work is hard to follow.
      aria-disabled={!available}
      onClick={() => {
        if (available) runAction(action, instrument);
      }}
      {...rest}
    >
      <ActionIcon name={action.icon} />
    </IconButton>
  );
});
