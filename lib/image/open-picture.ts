/** Opens a person's picture on the page. Client side only; free of React. Nothing leaves the device. */
import { SfumatoError } from '@/lib/errors';

import { createOpener, type Decoding, type NamedBlob } from './open/opener';
import type { OpenReply, OpenRequest } from './open/protocol';

/**
 * Opens a picture that was dropped, pasted, chosen or taken: whatever the browser can
 * decode of JPEG, PNG, WebP, AVIF, GIF (first frame), HEIC, BMP and TIFF, judged by its
 * bytes and not by its name. The work happens in a worker, one picture after the other.
 * @throws SfumatoError `invalid-input` with a sentence about the file; `cancelled` after
 * the signal; `internal` if the worker does not start.
 */
export const openPicture = createOpener((file, most) =>
  // A canvas outside of the page is younger than workers: Safari has it since 16.4.
  typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined'
    ? onPage(file, most)
    : inWorker(file, most),
);

/** Each picture has a worker of its own: ending it ends any decoding, and frees all it took. */
function inWorker(file: NamedBlob, most: number | undefined): Decoding {
  const worker = new Worker(new URL('./open/worker.ts', import.meta.url), {
    type: 'module',
    name: 'sfumato-picture',
  });
  const reply = new Promise<OpenReply>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<OpenReply>) => resolve(event.data));
    for (const type of ['error', 'messageerror'] as const) {
      worker.addEventListener(type, (event) => reject(notStarted(event)));
    }
    worker.postMessage({ file, name: file.name, most } satisfies OpenRequest);
  });
  const opened = reply.then((answer) => {
    if (answer.ok) return answer.opened;
    throw new SfumatoError(answer.code, answer.message);
  });
  return { opened, end: () => worker.terminate() };
}

function onPage(file: NamedBlob, most: number | undefined): Decoding {
  const opened = import('./open/decode').then(({ decodePicture }) =>
    decodePicture(file, file.name, most),
  );
  return { opened, end: () => undefined };
}

function notStarted(cause: Event): SfumatoError {
  return new SfumatoError(
    'internal',
    'The part of the app that opens pictures stopped. Reload the page and try again.',
    { cause },
  );
}
