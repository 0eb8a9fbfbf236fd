/**
 * What was found out about files, kept between commands: looking at 20,000 pictures takes
 * minutes, and most of them are the same the next time.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

import type { z } from 'zod';

/** Lines are written in bundles: a kill costs at most so many. */
const BUNDLE = 200;

export interface Remembered<T> {
  /** What is known of a file as it is now; undefined if it is new, changed or not there. */
  find(file: string): Promise<T | undefined>;
  /** Keeps what was found of a file as it is now. */
  keep(file: string, value: T): Promise<void>;
  /** Writes what still waits to be written. */
  flush(): Promise<void>;
}

/** Size and time of change tell one state of a file from another. */
async function stateOf(file: string): Promise<string | undefined> {
  const entry = await stat(file).catch(() => undefined);
  return entry && `${entry.size}-${Math.round(entry.mtimeMs)}`;
}

/**
 * Opens the memory of a folder's files, one JSON line a file; a later line wins, and lines
 * that were cut off by a kill are forgotten.
 * @param what everything else that the values depend on: a version, a model.
 */
export async function remember<T>(
  cacheFolder: string,
  { folder, what, schema }: { folder: string; what: string; schema: z.ZodType<T> },
): Promise<Remembered<T>> {
  const key = createHash('sha256')
    .update(JSON.stringify([path.resolve(folder), what]))
    .digest('hex')
    .slice(0, 16);
  const store = path.join(cacheFolder, `seen-${what.replace(/[^\w-]+/g, '-')}-${key}.jsonl`);
  const known = new Map<string, { state: string; value: T }>();
  for await (const line of linesOf(store)) {
    const found = parseLine(line, schema);
    if (found) known.set(found.name, found);
  }
  await mkdir(cacheFolder, { recursive: true });
  let waiting: string[] = [];
  // Beginning with a line of its own ends one that a kill cut short.
  let start = '\n';

  const nameOf = (file: string) => path.relative(folder, file);
  async function flush() {
    if (waiting.length === 0) return;
    const text = `${start}${waiting.join('\n')}\n`;
    [waiting, start] = [[], ''];
    await appendFile(store, text);
  }
  return {
    async find(file) {
      const found = known.get(nameOf(file));
      return found && found.state === (await stateOf(file)) ? found.value : undefined;
    },
    async keep(file, value) {
      const state = await stateOf(file);
      if (state === undefined) return;
      known.set(nameOf(file), { state, value });
      waiting.push(JSON.stringify({ name: nameOf(file), state, value }));
      if (waiting.length >= BUNDLE) await flush();
    },
    flush,
  };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  if (!(await stat(file).catch(() => undefined))) return;
  yield* createInterface({ input: createReadStream(file), crlfDelay: Infinity });
}

function parseLine<T>(line: string, schema: z.ZodType<T>) {
  try {
    const { name, state, value } = JSON.parse(line) as Record<string, unknown>;
    if (typeof name !== 'string' || typeof state !== 'string') return undefined;
    const parsed = schema.safeParse(value);
    return parsed.success ? { name, state, value: parsed.data } : undefined;
  } catch {
    return undefined; // cut off by a kill: the file is looked at again
  }
}
