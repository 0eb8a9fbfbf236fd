import { Progress as Radix } from 'radix-ui';

import { classes } from './classes';

export interface ProgressProps {
  label: string;
  /** In [0, 1]; undefined when the length of the work is not known. */
  value?: number | undefined;
  className?: string;
}

export function Progress({ label, value, className }: ProgressProps) {
  const percent = value === undefined ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <Radix.Root
      aria-label={label}
      value={percent}
      className={classes('h-1 w-full overflow-hidden rounded-full bg-line', className)}
    >
      <Radix.Indicator
        className={classes(
          'h-full rounded-full bg-accent transition-[width] duration-200',
          percent === null && 'w-1/3 animate-pulse',
        )}
        {...(percent === null ? {} : { style: { width: `${percent}%` } })}
      />
    </Radix.Root>
  );
}
