/** Opens one picture off the page's thread: what it decodes is gone with it. */
import { toSfumatoError } from '@/lib/errors';

import { decodePicture } from './decode';
import type { OpenReply, OpenRequest } from './protocol';

self.addEventListener('message', (event: MessageEvent<OpenRequest>) => {
  void answer(event.data);
});

async function answer({ file, name, most }: OpenRequest): Promise<void> {
  try {
    const opened = await decodePicture(file, name, most);
    reply({ ok: true, opened }, [opened.picture.data.buffer]);
  } catch (thrown) {
    const { code, message } = toSfumatoError(thrown);
    reply({ ok: false, code, message });
  }
}

function reply(message: OpenReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
