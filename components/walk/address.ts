import { deviceMemory } from '@/components/points/device-memory';
import { toSfumatoError } from '@/lib/errors';
import type { ModelFacts } from '@/lib/latent/point';

import { saveWalk, type WalkController } from './controller';

/** Browsers allow about a hundred changes of the address in thirty seconds. */
const INTERVAL_MS = 500;

/**
 * Lets the address bar and the device's memory follow the walk from its next
 * change on. Returns the way out.
 */
export function followWalk(
  controller: WalkController,
  catalogue: readonly ModelFacts[],
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    try {
      saveWalk(controller.player.store.getState().walk, deviceMemory(), catalogue);
      const path = controller.path() ?? '/walk';
      window.history.replaceState(null, '', path + window.location.search);
    } catch (thrown) {
      // Too long for a link, or nothing may be stored here: the walk itself goes on.
      console.warn(toSfumatoError(thrown).message);
    }
  };
  const unsubscribe = controller.player.store.subscribe((state, before) => {
    if (state.walk !== before.walk) timer ??= setTimeout(write, INTERVAL_MS);
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
