import type { ErrorCode } from '@/lib/errors';
import type { HeatMap, Identification, NearWork } from '@/lib/identify/answer';
import type { Picture } from '@/lib/image/picture';
import type { LatentPoint } from '@/lib/latent/point';
import type { ModelCard } from '@/models/card';
import type { Origin } from '@/models/stylizer-geometry';

export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu', 'node'] as const;
/** Where the numbers are computed. `node` is native TensorFlow and exists in Node only. */
export type BackendName = (typeof BACKENDS)[number];

/** What the engine chose to run on, and why it passed over the rungs above. */
export interface BackendReport {
  readonly backend: BackendName;
  /** The device as it names itself, e.g. a GPU's renderer string. */
  readonly device?: string;
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  readonly backend: BackendName;
  /** Half a sentence, e.g. "it has a software renderer (SwiftShader)". */
  readonly reason: string;
}

export interface LoadProgress {
  readonly modelId: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** Where the engine stands; plain data, so that it can be shown and sent between threads. */
export type EngineStatus =
  /** Nothing can be drawn yet: code is being fetched, a back end chosen, a model made ready. */
  | { readonly state: 'starting' }
  | { readonly state: 'downloading'; readonly progress: LoadProgress }
  | { readonly state: 'ready'; readonly report: BackendReport }
  /**
   * The last load or back end failed; `load`, `start` or `generate` try again. A failure of
   * one model names it: it concerns only those who ask for that one.
   */
  | {
      readonly state: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly modelId?: string;
    };

/** The style of a picture in a stylizer's numbers; may be mixed with others of the same model. */
export type StyleVector = Float32Array<ArrayBuffer>;

/** What a stylizer has measured on parts of a picture, for painting others of its parts alike. */
export type StyleStatistics = Float32Array<ArrayBuffer>;

/**
 * The one door to computation: the same in a worker, in Node and in tests.
 *
 * A point's vector is resolved with `resolveLatent` (lib/latent); the picture is
 * `resolution` × `resolution` of the model. All errors are `SfumatoError`s.
 */
export interface Engine {
  /**
   * Chooses a back end by the ladder. Idempotent; after a failure it tries again
   * from the top. A model's own self-check, made when it is loaded, may still move
   * the engine further down: `subscribe` tells.
   */
  start(): Promise<BackendReport>;
  /** Fetches, verifies and keeps a model. Idempotent; a failed load can be tried again. */
  load(modelId: string, onProgress?: (progress: LoadProgress) => void): Promise<ModelCard>;
  /** Stops a download under way: its `load` rejects with `cancelled`. */
  cancel(modelId: string): Promise<void>;
  /**
   * Draws one batch; loads the model when it is not there yet. All points must be of one model.
   * @throws SfumatoError `outdated-point` when the model was renewed since whoever asks was loaded.
   */
  generate(points: readonly LatentPoint[]): Promise<Picture[]>;
  /**
   * Judges a picture of any size; loads the classifier when it is not there yet.
   * @throws SfumatoError `invalid-input` for a model that is no classifier.
   */
  identify(modelId: string, picture: Picture): Promise<Identification>;
  /**
   * Where the evidence for the artist lies (Selvaraju et al. 2017).
   * @throws SfumatoError `unknown-class` for an artist the model does not know.
   */
  explain(modelId: string, picture: Picture, artist: string): Promise<HeatMap>;
  /**
   * The known works nearest to an embedding, the nearest first; fetches the works at
   * the first call. Empty for a classifier that ships none.
   */
  nearestWorks(
    modelId: string,
    embedding: Float32Array<ArrayBuffer>,
    count: number,
  ): Promise<NearWork[]>;
  /**
   * The style of a picture of any size; loads the stylizer when it is not there yet.
   * @param side shorter side in pixels at which the style is looked at (32 to 1,024): the
   *   larger, the finer the brush. The card's `styleSide` if not given.
   * @throws SfumatoError `invalid-input` for a model that is no stylizer.
   */
  encodeStyle(modelId: string, picture: Picture, side?: number): Promise<StyleVector>;
  /**
   * Paints a picture of up to 768 × 768 pixels in a style. `stylizePicture` (`stylize.ts`)
   * paints larger ones by asking for their parts, with progress, strength and mixes.
   * @param statistics of the whole that the picture is a part of, or of another frame of the
   *   same film; its own if not given.
   * @param origin where in that whole it lies, in pixels, multiples of 8.
   * @throws SfumatoError `invalid-input` for too many pixels, and for numbers of another model.
   */
  paint(
    modelId: string,
    picture: Picture,
    style: StyleVector,
    statistics?: StyleStatistics,
    origin?: Origin,
  ): Promise<Picture>;
  /**
   * Statistics of a whole in a style, from patches of it that are all of one size, together
   * up to 768 × 768 pixels.
   * @throws SfumatoError `invalid-input`, as `paint`.
   */
  measureStyle(
    modelId: string,
    patches: readonly Picture[],
    style: StyleVector,
  ): Promise<StyleStatistics>;
  /** Calls the listener with the status now and after every change. Returns the way out. */
  subscribe(listener: (status: EngineStatus) => void): () => void;
  /** Live tensors, for the leak test. */
  tensorCount(): Promise<number>;
  dispose(): Promise<void>;
}
