import { classes } from '@/components/ui/classes';

/** The sign of the app: a disc whose one side loses its edge. The same drawing as app/icon.svg. */
export function Mark({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={classes('mark inline-block rounded-full bg-current', className ?? 'size-5')}
    />
  );
}
