import { toast } from '@/components/ui/toast-store';
import { getStorage, openChannel } from '@/lib/studio/browser';
import { createStrip, type Strip } from '@/lib/studio/strip';
import { catalogue } from '@/models/registry';

let strip: Strip | undefined;

/** The strip of kept points, which all screens of the page share. While a server renders, an empty one. */
export function getStrip(): Strip {
  if (!strip) {
    const channel = openChannel('sfumato-strip');
    strip = createStrip({
      storage: getStorage(),
      catalogue,
      ...(channel ? { channel } : {}),
      onError(error, doing) {
        console.error(error);
        toast({ ...FAILURES[doing], tone: 'danger' });
      },
    });
  }
  return strip;
}

const FAILURES = {
  reading: {
    title: 'The pictures kept on this device could not be read.',
    description: 'Reload the page to try again.',
  },
  writing: {
    title: 'The last change of the kept pictures could not be saved on this device.',
    description: 'It stays until the tab is closed.',
  },
} as const;
