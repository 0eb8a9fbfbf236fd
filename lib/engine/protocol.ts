/** What page and worker say to each other. All of it is plain data. */
import { SfumatoError, toSfumatoError, type ErrorCode } from '@/lib/errors';
import type { HeatMap, Identification, NearWork } from '@/lib/identify/answer';
import type { Picture } from '@/lib/image/picture';
import type { LatentPoint } from '@/lib/latent/point';
import type { ModelCard } from '@/models/card';
import type { Origin } from '@/models/stylizer-geometry';

import type {
  BackendName,
  BackendReport,
  EngineStatus,
  StyleStatistics,
  StyleVector,
} from './engine';
import { ModelFailure } from './model-failure';
import type { ModelVersions } from './source';

/** A result or an error of the family, whose code would not survive being thrown across threads. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      /** Of the one model that cannot be had. */
      readonly modelId?: string;
    };

export interface WorkerOptions {
  readonly override?: BackendName | undefined;
  /** The versions of the models that the page knows: its points mean these. */
  readonly versions?: ModelVersions | undefined;
}

/** What the worker offers; the client makes an `Engine` of it. */
export interface EngineWorker {
  /** To be called first. */
  open(options: WorkerOptions, onStatus: (status: EngineStatus) => void): Promise<void>;
  start(): Promise<Reply<BackendReport>>;
  load(modelId: string): Promise<Reply<ModelCard>>;
  cancel(modelId: string): Promise<Reply<void>>;
  generate(points: readonly LatentPoint[]): Promise<Reply<Picture[]>>;
  identify(modelId: string, picture: Picture): Promise<Reply<Identification>>;
  explain(modelId: string, picture: Picture, artist: string): Promise<Reply<HeatMap>>;
  nearestWorks(
    modelId: string,
    embedding: Float32Array<ArrayBuffer>,
    count: number,
  ): Promise<Reply<NearWork[]>>;
  encodeStyle(modelId: string, picture: Picture, side?: number): Promise<Reply<StyleVector>>;
  paint(
    modelId: string,
    picture: Picture,
    style: StyleVector,
    statistics?: StyleStatistics,
    origin?: Origin,
  ): Promise<Reply<Picture>>;
  measureStyle(
    modelId: string,
    patches: readonly Picture[],
    style: StyleVector,
  ): Promise<Reply<StyleStatistics>>;
  tensorCount(): Promise<Reply<number>>;
}

export async function replyOf<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    const { code, message } = toSfumatoError(thrown);
    const model = thrown instanceof ModelFailure && { modelId: thrown.modelId };
    return { ok: false, code, message, ...model };
  }
}

/** The value of a reply. @throws the SfumatoError it carries. */
export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  const error = new SfumatoError(reply.code, reply.message);
  throw reply.modelId === undefined ? error : new ModelFailure(reply.modelId, error);
}
