import { SfumatoError } from '@/lib/errors';

import type { Clock } from './clock';
import type { BackendName, BackendReport, PassedOver } from './engine';
import { placeOf, type OpenBackend, type Place, type Rung } from './rung';

export interface LadderParts {
  /** From the best to the last resort. */
  readonly rungs: readonly Rung[];
  /** Tried before all others, even with an emulated GPU. */
  readonly override?: BackendName | undefined;
  /** Throws when the back end does not compute what it should. */
  readonly check: (place: Place) => Promise<void>;
  /** Called before a back end is closed, while its tensors can still be disposed. */
  readonly beforeClose: () => void;
  readonly clock: Clock;
}

/**
 * The rungs in order and the one stood on. Not to be called concurrently: the
 * engine takes turns.
 */
export interface Ladder {
  /** The back end stood on; climbs when there is none. */
  use(): Promise<OpenBackend>;
  /** The back end was lost: opens it again, or the next one when that happens too often. */
  renew(reason: string): Promise<OpenBackend>;
  /** The back end is unfit: the next one. */
  descend(reason: string): Promise<OpenBackend>;
  /** Undefined while no back end is up. */
  report(): BackendReport | undefined;
  close(): void;
}

/** A back end that is lost twice within this time is left. */
const RENEWAL_WINDOW_MS = 120_000;
/** A healthy back end answers the check within a second or two, an emulated GPU within ten. */
const CHECK_LIMIT_MS = 30_000;

/** @throws (from `use`, `renew`, `descend`) SfumatoError `backend-unavailable`, `download-failed`. */
export function createLadder({ rungs, override, check, beforeClose, clock }: LadderParts): Ladder {
  const order = [
    ...rungs.filter((rung) => rung.backend === override),
    ...rungs.filter((rung) => rung.backend !== override),
  ];
  let at = 0;
  let opened: OpenBackend | undefined;
  let lostAt: number | undefined;
  const passedOver: PassedOver[] = [];

  function close() {
    if (!opened) return;
    beforeClose();
    const closing = opened;
    opened = undefined;
    closing.close();
  }

  function passOver(reason: string) {
    passedOver.push({ backend: order[at]!.backend, reason });
    lostAt = undefined;
    at++;
  }

  async function tryRung(rung: Rung): Promise<OpenBackend> {
    const candidate = await rung.open(rung.backend === override);
    try {
      await check(placeOf(candidate, CHECK_LIMIT_MS, tooLate, clock));
      return candidate;
    } catch (error) {
      candidate.close();
      throw error;
    }
  }

  async function climb(): Promise<OpenBackend> {
    for (let rung = order[at]; rung; rung = order[at]) {
      try {
        opened = await tryRung(rung);
        return opened;
      } catch (error) {
        if (error instanceof SfumatoError && error.code === 'download-failed') throw error;
        passOver(reasonOf(error));
      }
    }
    const tried = passedOver.map(({ backend, reason }) => `${backend}: ${reason}`).join('; ');
    // The next attempt starts from the top: what failed may work after a moment.
    at = 0;
    passedOver.length = 0;
    throw new SfumatoError(
      'backend-unavailable',
      `The pictures cannot be computed here. Close other tabs and load the page again, or try another browser. (${tried})`,
    );
  }

  return {
    use: async () => opened ?? climb(),
    renew(reason) {
      close();
      const now = clock.now();
      if (lostAt !== undefined && now - lostAt < RENEWAL_WINDOW_MS) passOver(reason);
      else lostAt = now;
      return climb();
    },
    descend(reason) {
      close();
      passOver(reason);
      return climb();
    },
    report() {
      if (!opened) return undefined;
      const { device } = opened;
      const report = { backend: order[at]!.backend, passedOver: [...passedOver] };
      return device === undefined ? report : { ...report, device };
    },
    close,
  };
}

const tooLate = () => new Error('it did not answer in time');

/** Why a rung failed, as half a sentence. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  // The wasm module rejects with a plain { message }.
  const message = (thrown as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : String(thrown);
}
