import { withLimit, type Clock } from './clock';
import type { BackendName } from './engine';
import { unlessLost } from './loss';

/** A back end that is up. */
export interface OpenBackend {
  /** Its name in tfjs's registry. */
  readonly tfjsName: string;
  /** The device as it names itself. */
  readonly device?: string;
  /** How many pictures to draw in one go. */
  readonly batch: number;
  /** Why it can no longer be used; undefined while it can. */
  lost(): string | undefined;
  /** Calls back once when it is lost. Returns the way to call that off. */
  onLost(listener: (reason: string) => void): () => void;
  close(): void;
}

/** A back end that could be tried. */
export interface Rung {
  readonly backend: BackendName;
  /**
   * @param allowSoftware accept an emulated GPU: somebody asked for this rung by name
   * @throws SfumatoError `download-failed` when its code could not be fetched, which
   *   says nothing about the rung; anything else means that it cannot be used here.
   */
  open(allowSoftware: boolean): Promise<OpenBackend>;
}

/** Where to compute. */
export interface Place {
  /** A back end that is up, by its name in tfjs's registry. */
  readonly tfjsName: string;
  /** How many pictures to draw in one go. */
  readonly batch: number;
  /** Waits for a result, but not for ever: a back end that was lost may never answer. */
  await<T>(result: Promise<T>): Promise<T>;
}

/** @param tooLate what to throw when a result takes longer than the limit */
export function placeOf(
  opened: OpenBackend,
  limitMilliseconds: number,
  tooLate: () => Error,
  clock: Clock,
): Place {
  return {
    tfjsName: opened.tfjsName,
    batch: opened.batch,
    await: (result) => withLimit(unlessLost(opened, result), limitMilliseconds, clock, tooLate),
  };
}
