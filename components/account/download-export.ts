import { Unzip } from 'fflate';

import { SfumatoError } from '@/lib/errors';

import { reach } from './ask';

/**
 * Fetches the archive of the account and hands it to the browser as a download.
 * @param onProgress told the share of pictures that have come, 0 to 1
 * @throws SfumatoError `cancelled` when `signal` says so; as `reach`
 */
export async function downloadExport(
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<void> {
  const response = await reach('/api/account/export', { method: 'GET', signal });
  const all = Math.max(1, Number(response.headers.get('Sfumato-Pictures')));
  let count = 0;
  // Reads only where files begin in the archive; nothing is unpacked.
  const counter = new Unzip(({ name }) => {
    if (name.startsWith('pictures/')) onProgress(Math.min(1, ++count / all));
  });
  const parts: Blob[] = [];
  const reader = response.body!.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      // Blobs, because browsers keep large ones on the disk.
      parts.push(new Blob([part.value]));
      counter.push(part.value);
    }
  } catch (cause) {
    if (signal.aborted) throw new SfumatoError('cancelled', 'Stopped.', { cause });
    throw new SfumatoError('unavailable', 'The export broke off. Try again.', { cause });
  }
  offer(new Blob(parts, { type: 'application/zip' }), fileNameOf(response));
}

function fileNameOf(response: Response): string {
  const header = response.headers.get('Content-Disposition') ?? '';
  return /filename="([\w.-]+)"/.exec(header)?.[1] ?? 'sfumato.zip';
}

function offer(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
