/** What takes away the very thing that was pressed, and where the focus goes on. */
import { focusItem } from '@/components/ui/focus-item';

import type { IdentifyController } from './contract';
import { isShown } from './entry';

/** The picture that is looked at, among the others. */
const CURRENT = '[data-shelved][aria-current]';
const find = (selectors: string) => document.querySelector<HTMLElement>(selectors);

/** Forgets a picture; the focus goes to the one in its place, or to the way to a new one. */
export function forget(controller: IdentifyController, id: string): void {
  const shown = controller.store.getState().entries.filter(isShown);
  const index = shown.findIndex((entry) => entry.id === id);
  controller.remove(id);
  focusItem(document, '[data-shelved]', index, () => find('[data-choose]'));
}

/** Tries a picture once more. */
export function askAgain(controller: IdentifyController, id: string): void {
  controller.again(id);
  focusItem(document, CURRENT, 0, () => null);
}

/** Calls off what waits; the focus goes to "Go on", where there is no earlier answer. */
export function stop(controller: IdentifyController): void {
  controller.stop();
  focusItem(document, '[data-go-on]', 0, () => find(CURRENT));
}

/** Leaves a comparison; the focus goes to where it began. */
export function leaveComparison(controller: IdentifyController): void {
  controller.compare(undefined);
  focusItem(document, '[data-compare]', 0, () => find(CURRENT));
}
