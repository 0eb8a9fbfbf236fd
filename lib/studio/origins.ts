/**
 * Which works of the gallery pictures are, or came from: what was opened there, what was kept
 * online. Remembered on this device, so that whatever grows from them can say so.
 */
import type { LatentPoint } from '@/lib/latent/point';

/** Pictures are named by their points or by their codes. */
export interface Origins {
  /** Ids of works, in order; empty for a picture that came from none. */
  of(picture: LatentPoint | string): readonly string[];
  remember(picture: LatentPoint | string, works: readonly string[]): void;
  /** A work that is not there any more. */
  forget(work: string): void;
}

export interface OriginsOptions {
  /** Of this device, as far as it is allowed. Without it nothing is remembered beyond the page. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  /** The permalink code. */
  readonly keyOf: (point: LatentPoint) => string;
}

const KEY = 'sfumato.origins';
/** Pictures remembered; the oldest give way. */
const MOST = 300;

type Entries = [key: string, works: readonly string[]][];

export function createOrigins({ storage, keyOf }: OriginsOptions): Origins {
  let inPage: Entries = [];

  const nameOf = (picture: LatentPoint | string) =>
    typeof picture === 'string' ? picture : keyOf(picture);
  // Read anew each time: other tabs write, too.
  const read = (): Entries => {
    const text = storage?.getItem(KEY);
    if (typeof text !== 'string') return inPage;
    try {
      const parsed: unknown = JSON.parse(text);
      return Array.isArray(parsed) && parsed.every(isEntry) ? parsed : [];
    } catch {
      // Cut off or written by somebody else: begin afresh.
      return [];
    }
  };
  const write = (entries: Entries) => {
    inPage = entries.slice(-MOST);
    try {
      storage?.setItem(KEY, JSON.stringify(inPage));
    } catch {
      // The device's memory is full: this page remembers by itself.
      storage = undefined;
    }
  };
  return {
    of: (picture) => new Map(read()).get(nameOf(picture)) ?? [],
    remember(picture, works) {
      const key = nameOf(picture);
      write([...read().filter(([other]) => other !== key), [key, works]]);
    },
    forget(work) {
      const left = read().map(([key, works]): Entries[number] => [
        key,
        works.filter((id) => id !== work),
      ]);
      write(left.filter(([, works]) => works.length > 0));
    },
  };
}

function isEntry(value: unknown): value is Entries[number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [key, works] = value as unknown[];
  return (
    typeof key === 'string' && Array.isArray(works) && works.every((id) => typeof id === 'string')
  );
}
