/** What the page and the worker that opens pictures say to each other. */
import type { ErrorCode } from '@/lib/errors';

import type { OpenedPicture } from '../picture';

export interface OpenRequest {
  readonly file: Blob;
  readonly name: string | undefined;
  /** Pixels that are kept of it. */
  readonly most: number | undefined;
}

export type OpenReply =
  | { readonly ok: true; readonly opened: OpenedPicture }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };
