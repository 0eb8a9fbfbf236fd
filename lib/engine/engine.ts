import type { Picture } from '@/lib/image/picture';
import type { LatentPoint } from '@/lib/latent/point';
import type { ModelCard } from '@/models/card';

export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu', 'node'] as const;
/** Where the numbers are computed. `node` is native TensorFlow and exists in Node only. */
export type BackendName = (typeof BACKENDS)[number];

/** What the engine chose to run on, and why it passed over the rungs above. */
export interface BackendReport {
  readonly backend: BackendName;
  readonly passedOver: readonly { readonly backend: BackendName; readonly reason: string }[];
}

export interface LoadProgress {
  readonly modelId: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/**
 * The one door to computation: the same in a worker, in Node and in tests.
 *
 * A point's vector is resolved with `resolveLatent` (lib/latent); the picture is
 * `resolution` × `resolution` of the model. All errors are `SfumatoError`s.
 */
export interface Engine {
  /** Chooses a back end by the ladder and its self-check. Idempotent. */
  start(): Promise<BackendReport>;
  /** Fetches, verifies and keeps a model. Idempotent; a failed load can be tried again. */
  load(modelId: string, onProgress?: (progress: LoadProgress) => void): Promise<ModelCard>;
  /** Draws one batch; loads the model when it is not there yet. All points must be of one model. */
  generate(points: readonly LatentPoint[]): Promise<Picture[]>;
  /** Live tensors, for the leak test. */
  tensorCount(): Promise<number>;
  dispose(): Promise<void>;
}
