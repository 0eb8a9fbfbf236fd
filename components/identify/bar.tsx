import { classes } from '@/components/ui/classes';

/** How probable something is, as a length. Decorative: the number stands beside it. */
export function Bar({ share, strong = false }: { share: number; strong?: boolean }) {
  return (
    <span
      aria-hidden
      className="block h-1 overflow-hidden rounded-full bg-line print:[print-color-adjust:exact]"
    >
      <span
        className={classes(
          'block h-full min-w-0.5 rounded-full print:[print-color-adjust:exact]',
          strong ? 'bg-accent' : 'bg-edge',
        )}
        style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }}
      />
    </span>
  );
}
