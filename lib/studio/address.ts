/** The address bar follows the picture, so that every moment is a link. */
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

import { pathOfPoint, pointOfText } from './links';
import type { Studio } from './studio';

export interface AddressOptions {
  readonly studio: Studio;
  readonly catalogue: readonly ModelFacts[];
  /** Of this tab: sessionStorage, as far as it is allowed. */
  readonly tab: Pick<Storage, 'setItem' | 'removeItem'> | undefined;
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
  /** Remembers in this tab that the address is behind, if it is. To be called when the page is left. */
  keep(): void;
  /** Follows no more. */
  leave(): void;
}

/** Browsers allow about a hundred changes in thirty seconds. */
const INTERVAL_MS = 500;
/** The Studio by itself: a press on its name leads there, and it stays as it is. */
const FRONT_DOOR = '/';
/** The path at which this tab left the Studio, if it did not stand for the last picture yet. */
const BEHIND = 'sfumato.studio.behind';

/** Follows from now on; an untouched opening picture leaves the address alone. */
export function followAddress(options: AddressOptions): FollowedAddress {
  const { studio, catalogue, tab, here, replace, after } = options;
  let cancel: (() => void) | undefined;
  let dirty = false;
  /** Where this screen stands. Any other path belongs to another screen already. */
  let own = here();

  const setBehind = () => {
    try {
      tab?.setItem(BEHIND, own);
    } catch {
      // The tab's memory is full: the address counts, as it stands.
    }
  };
  const put = () => {
    dirty = false;
    if (here() !== own && here() !== FRONT_DOOR) {
      setBehind();
      return;
    }
    own = pathOfPoint(studio.store.getState().scene.point, catalogue);
    tab?.removeItem(BEHIND);
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
    keep() {
      if (dirty) setBehind();
    },
    leave() {
      unsubscribe();
      cancel?.();
      writeAhead();
    },
  };
}

/**
 * Whether this tab left the Studio at this path before the path stood for its last picture.
 * Counts once, for a reload or the way back: later the same path is a link like any other.
 */
export function takeBehind(
  tab: Pick<Storage, 'getItem' | 'removeItem'> | undefined,
  path: string,
): boolean {
  const left = tab?.getItem(BEHIND);
  tab?.removeItem(BEHIND);
  return left === path;
}

/**
 * The point that the page of a link is opened at. The way back renders the link that the address
 * was before it followed what became of it: then the address counts.
 * @param path in the address bar
 * @param rendered the code that the page was rendered with, and what it means
 */
export function pointOpened(
  path: string,
  rendered: { readonly link: string; readonly point: LatentPoint },
  catalogue: readonly ModelFacts[],
): LatentPoint {
  if (path.endsWith(`/${rendered.link}`)) return rendered.point;
  try {
    return pointOfText(path, catalogue);
  } catch {
    // No address of a picture.
    return rendered.point;
  }
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
