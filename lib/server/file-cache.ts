import { LRUCache } from 'lru-cache';

export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Files by name, the least recently used dropped first. A file that is being made
 * is made once, however many ask for it; what fails is not kept.
 */
export interface FileCache {
  /** Whether `get` needs no work of its own: the file is there or under way. */
  has(name: string): boolean;
  /** The file, made when it is not there. Rejects as `make` does. */
  get(name: string, make: () => Promise<Bytes>): Promise<Bytes>;
}

/** A file larger than `maxBytes` is handed out but not kept. */
export function createFileCache(maxBytes: number): FileCache {
  const files = new LRUCache<string, Bytes>({
    maxSize: maxBytes,
    sizeCalculation: (file) => Math.max(1, file.byteLength),
  });
  const underWay = new Map<string, Promise<Bytes>>();

  return {
    has: (name) => files.has(name) || underWay.has(name),
    async get(name, make) {
      const there = files.get(name) ?? underWay.get(name);
      if (there) return there;
      const making = (async () => {
        const file = await make();
        files.set(name, file);
        return file;
      })();
      underWay.set(name, making);
      try {
        return await making;
      } finally {
        underWay.delete(name);
      }
    },
  };
}
