'use client';

import { Button } from './button';
import { classes } from './classes';

export interface ShowAllProps {
  /** Whether all are shown now. */
  all: boolean;
  onAllChange: (all: boolean) => void;
  count: number;
  className?: string;
}

/** At the foot of a list of which only the first are shown. */
export function ShowAll({ all, onAllChange, count, className }: ShowAllProps) {
  return (
    <Button
      size="small"
      variant="quiet"
      className={classes('mt-1 -ml-3 text-muted', className)}
      aria-expanded={all}
      onClick={() => onAllChange(!all)}
    >
      {all ? 'Show fewer' : `Show all ${count}`}
    </Button>
  );
}
