/** Stand-ins for what the engine is given. */
import type { Clock } from '@/lib/engine/clock';
import type { BackendName } from '@/lib/engine/engine';
import { createLoss } from '@/lib/engine/loss';
import type { OpenBackend, Rung } from '@/lib/engine/rung';
import { unknownModel, type ModelSource } from '@/lib/engine/source';

import type { ClassifierFixture } from './classifier-fixture';
import type { Fixture } from './fixture';
import type { StylizerFixture } from './stylizer-fixture';

/** A clock that stands still until it is moved. */
export function createFakeClock() {
  let time = 0;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => time,
    after(milliseconds: number, callback: () => void) {
      const timer = { at: time + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
    advance(milliseconds: number) {
      time += milliseconds;
      for (const timer of [...timers]) {
        if (timer.at > time) continue;
        timers.delete(timer);
        timer.callback();
      }
    },
    get pending() {
      return timers.size;
    },
  } satisfies Clock & Record<string, unknown>;
}

/** A rung under the test's hand. */
export interface FakeRung extends Rung {
  opened: number;
  closed: number;
  allowedSoftware: boolean;
  /** Loses the back end that is open. */
  lose(reason: string): void;
}

/**
 * @param tfjsName the back end that really computes
 * @param open called at each opening, counted from 1; throws to make it fail
 */
export function createFakeRung(
  backend: BackendName,
  open: (time: number) => void = () => undefined,
  tfjsName = 'cpu',
): FakeRung {
  let loss = createLoss();
  const rung: FakeRung = {
    backend,
    opened: 0,
    closed: 0,
    allowedSoftware: false,
    lose: (reason) => loss.lose(reason),
    async open(allowSoftware): Promise<OpenBackend> {
      rung.opened++;
      rung.allowedSoftware = allowSoftware;
      open(rung.opened);
      loss = createLoss();
      return { ...loss, tfjsName, batch: 1, close: () => void rung.closed++ };
    },
  };
  return rung;
}

/** Models from memory. */
export function createMemorySource(
  ...fixtures: (Fixture | ClassifierFixture | StylizerFixture)[]
): ModelSource {
  const find = (id: string) => {
    const found = fixtures.find(({ card }) => card.id === id);
    if (!found) throw unknownModel(id);
    return found;
  };
  return {
    card: async (id) => find(id).card,
    async weights({ id }, onProgress) {
      const { bytes } = find(id);
      onProgress(bytes.byteLength);
      return bytes.slice().buffer;
    },
    async works({ id }) {
      const found = find(id);
      if (!('works' in found)) throw unknownModel(id);
      const [file, vectors] = found.works.files;
      return { file: file.content.slice(), vectors: vectors.content.slice() };
    },
  };
}
