/** What all screens of the page share: the small pictures, the device's storage. */
import { getEngine } from '@/lib/engine/browser';
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { encodePoint } from '@/lib/latent/codec';
import type { LatentPoint } from '@/lib/latent/point';
import { catalogue } from '@/models/registry';

import { openStudioStorage, type StudioStorage } from './storage';
import { createOrigins, type Origins } from './origins';
import { createThumbnails, type Thumbnails } from './thumbnails';

let storage: Promise<StudioStorage> | undefined;
let thumbnails: Thumbnails | undefined;
let origins: Origins | undefined;

const inBrowser = () => typeof window !== 'undefined';

/** The storage of this device, opened once. */
export function getStorage(): Promise<StudioStorage> {
  storage ??= openStudioStorage();
  return storage;
}

/** A channel to the other tabs; undefined where there is none. */
export function openChannel(name: string): BroadcastChannel | undefined {
  return inBrowser() && 'BroadcastChannel' in window ? new BroadcastChannel(name) : undefined;
}

/** Which works of the gallery pictures came from, as far as this device knows. */
export function getOrigins(): Origins {
  origins ??= createOrigins({
    storage: inBrowser() ? allowedStorage() : undefined,
    keyOf: (point) => encodePoint(point, catalogue),
  });
  return origins;
}

function allowedStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    // Some privacy settings forbid even to look: nothing is remembered then.
    return undefined;
  }
}

/** The small pictures of points, drawn by the page's engine. */
export function getThumbnails(): Thumbnails {
  if (!thumbnails) {
    const created = createThumbnails({
      draw: (points) => getEngine().generate(points),
      keyOf: (point) => encodePoint(point, catalogue),
      now: () => performance.now(),
      after: (ms, callback) => void setTimeout(callback, ms),
    });
    thumbnails = created;
    if (inBrowser()) window.addEventListener('online', () => created.wake());
  }
  return thumbnails;
}

/** The picture of one point, large or in a film. Small ones of its model that waited go on. */
export async function drawPicture(point: LatentPoint): Promise<Picture> {
  const [picture] = await getEngine().generate([point]);
  if (!picture) throw new SfumatoError('internal', 'The engine drew nothing. Try again.');
  getThumbnails().wake(point.model);
  return picture;
}

/** The picture of one point: as it was drawn before, else drawn. */
export async function pictureNow(point: LatentPoint): Promise<Picture> {
  return getThumbnails().peek(point) ?? drawPicture(point);
}
