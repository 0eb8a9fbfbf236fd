import { SfumatoError } from '@/lib/errors';

/** The back ends training can run on, in the order in which they are chosen automatically. */
export const BACKEND_ORDER = ['node-gpu', 'node', 'webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKEND_ORDER)[number];

/** One way to compute. Loads nothing until it is activated. */
export interface BackendProvider {
  readonly name: BackendName;
  /**
   * Makes it the current back end of tfjs; may be called again.
   *
   * @param explicit true if a person asked for it by name. Then a software
   *   renderer, say, is accepted although it would not be chosen on its own.
   * @returns what it runs on, in words, e.g. `TensorFlow 2.9.1 on 8 CPU cores`.
   * @throws SfumatoError `backend-unavailable`: why not, and what to do about it.
   */
  activate(explicit: boolean): Promise<string>;
}

/** The error of a back end that cannot be used: the reason, then the remedy, both whole sentences. */
export function unavailable(
  name: BackendName,
  reason: string,
  remedy: string,
  cause?: unknown,
): SfumatoError {
  return new SfumatoError(
    'backend-unavailable',
    `The back end "${name}" cannot be used: ${reason} ${remedy}`,
    { cause },
  );
}

/** The message of anything thrown, without a stack. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
