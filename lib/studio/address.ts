/** The address bar follows the picture, so that every moment is a link. */
import type { ModelFacts } from '@/lib/latent/point';

import { pathOfPoint } from './links';
import type { Studio } from './studio';

export interface AddressOptions {
  readonly studio: Studio;
  readonly catalogue: readonly ModelFacts[];
  /** The path in the address bar. */
  readonly here: () => string;
  /** Puts a path in place of the current one, without a new entry in the browser's history. */
  readonly replace: (path: string) => void;
  readonly after: (ms: number, callback: () => void) => () => void;
}

export interface FollowedAddress {
  /**
   * Writes what is still to be written. To be called before another screen is asked for: a
   * change of the address while the way there is under way would call the journey off.
   */
  writeAhead(): void;
  /** Follows no more. */
  leave(): void;
}

/** Browsers allow about a hundred changes in thirty seconds. */
const INTERVAL_MS = 500;

/** Follows from now on; an untouched opening picture leaves the address alone. */
export function followAddress(options: AddressOptions): FollowedAddress {
  const { studio, catalogue, here, replace, after } = options;
  let cancel: (() => void) | undefined;
  let dirty = false;
  /** Where this screen stands. Any other path belongs to another screen already. */
  let own = here();

  const put = () => {
    dirty = false;
    if (here() !== own) return;
    own = pathOfPoint(studio.store.getState().scene.point, catalogue);
    replace(own);
  };
  const write = () => {
    put();
    cancel = after(INTERVAL_MS, () => {
      cancel = undefined;
      if (dirty) write();
    });
  };
  const writeAhead = () => {
    if (dirty) put();
  };
  const unsubscribe = studio.store.subscribe((state, before) => {
    if (state.scene.point === before.scene.point) return;
    if (cancel) dirty = true;
    else write();
  });
  return {
    writeAhead,
    leave() {
      unsubscribe();
      cancel?.();
      writeAhead();
    },
  };
}

/** `?open=<code>`: a link's page that was asked for without a network, where only its screen is at hand. */
const OPEN = 'open';

/** The code that a screen was asked to open by itself. */
export function askedIn(search: string): string | undefined {
  return new URLSearchParams(search).get(OPEN) ?? undefined;
}

/** `?from=<id>`: the work of the gallery that what the link shows is, or grew from. */
const FROM = 'from';

/** The id of the work that a link came from. */
export function cameFrom(search: string): string | undefined {
  const id = new URLSearchParams(search).get(FROM);
  return id !== null && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/** The path of a link that remembers the work it came from. */
export function pathFrom(path: string, workId: string): string {
  return `${path}?${FROM}=${workId}`;
}

/** What else stands in the address, to be kept. */
export function searchWithoutAsked(search: string): string {
  const rest = new URLSearchParams(search);
  rest.delete(OPEN);
  rest.delete(FROM);
  return rest.size === 0 ? '' : `?${rest}`;
}
