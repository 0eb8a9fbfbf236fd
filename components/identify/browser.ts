/**
 * The page's own Identify: one for as long as the page lives, so that leaving the screen
 * loses nothing. A server renders with an empty one; nothing is opened before it is used.
 */
import { reduceToCopy, restoreCopy } from '@/components/intake/copy';
import { openFile } from '@/components/intake/open-file';
import { deviceMemory } from '@/components/points/device-memory';
import { getEngine } from '@/lib/engine/browser';
import { toSfumatoError } from '@/lib/errors';
import { newId } from '@/lib/studio/id';
import type { ClassifierEntry } from '@/models/card';

import type { IdentifyController } from './contract';
import { createIdentifyController } from './controller';
import { openResultStorage } from './storage';

const KEEPING = 'sfumato.identify.keeping';
let controller: IdentifyController | undefined;

export function getIdentifyController(classifier: ClassifierEntry): IdentifyController {
  controller ??= begin(classifier);
  return controller;
}

function begin(classifier: ClassifierEntry): IdentifyController {
  const begun = createIdentifyController({
    engine: {
      load: (id) => getEngine().load(id),
      cancel: (id) => getEngine().cancel(id),
      identify: (id, picture) => getEngine().identify(id, picture),
      explain: (id, picture, artist) => getEngine().explain(id, picture, artist),
      nearestWorks: (id, embedding, count) => getEngine().nearestWorks(id, embedding, count),
    },
    classifier,
    open: (file, signal) => openFile(file, { signal }),
    reduce: reduceToCopy,
    restore: restoreCopy,
    urls: URL,
    openStorage: openResultStorage,
    now: Date.now,
    newId,
    keeping: deviceMemory()?.getItem(KEEPING) !== 'no',
  });
  begun.store.subscribe(({ keeping }, before) => {
    if (keeping === before.keeping) return;
    try {
      deviceMemory()?.setItem(KEEPING, keeping ? 'yes' : 'no');
    } catch (thrown) {
      // The device's memory is full: the choice lasts as long as the page.
      console.warn(toSfumatoError(thrown).message);
    }
  });
  // What is switched in another tab of this device is meant for all of them.
  if (typeof window !== 'undefined') {
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key === KEEPING) begun.setKeeping(newValue !== 'no');
    });
  }
  return begun;
}
