import { attempt } from '@/components/studio/context';
import { belongsToTarget, matchesShortcut } from '@/lib/studio/shortcuts';

/** A shortcut such as `Space` or `Mod+Z`, and what it does. */
export type KeyCommand = readonly [keys: string, run: () => void];

/**
 * Lets keys work wherever the focus is, unless the focused element needs them
 * itself. Returns the way out.
 */
export function listenToKeys(commands: readonly KeyCommand[]): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : null;
    if (belongsToTarget(event, target)) return;
    const command = commands.find(([keys]) => matchesShortcut(event, keys));
    if (!command) return;
    event.preventDefault();
    attempt(command[1]);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
