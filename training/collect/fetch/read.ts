/** Reads answers within limits: a server says how long an answer is, and may lie. */
import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { kindOf, type PictureFormat } from '@/lib/image/open/kind';

import { shortAddress } from './address';
import { asFailure, type Answer } from './exchange';
import { failed, Passing } from './failures';

/** So many bytes tell what a file is. */
const SNIFFED = 4096;

export interface ReadOptions {
  readonly url: URL;
  /** The answer may have so many bytes. */
  readonly limit: number;
  /** Milliseconds that it may take in all. */
  readonly total: number;
  readonly signal: AbortSignal;
}

/**
 * The bytes as they come, at most `limit`, and as many as were announced.
 * @throws Passing where it breaks off or takes too long; SfumatoError `download-failed` where
 *   it is too much.
 */
async function* bytesOf(answer: Answer, { url, limit, total, signal }: ReadOptions) {
  const stated = Number(answer.headers['content-length'] ?? NaN);
  const tooMuch = () =>
    failed(`${shortAddress(url)} is larger than ${inMegabytes(limit)}: raise --max-megabytes.`);
  const timer = setTimeout(
    () => answer.destroy(new Passing(`${shortAddress(url)} took longer than ${total / 1000} s.`)),
    total,
  );
  let count = 0;
  try {
    if (stated > limit) throw tooMuch();
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      count += chunk.length;
      if (count > limit) throw tooMuch();
      yield chunk;
    }
  } catch (cause) {
    throw asFailure(url, cause, signal);
  } finally {
    clearTimeout(timer);
    answer.destroy();
  }
  if (!Number.isNaN(stated) && count !== stated) {
    throw new Passing(`${shortAddress(url)} broke off after ${count} of ${stated} bytes.`);
  }
}

const inMegabytes = (bytes: number) => `${Math.round(bytes / 1e5) / 10} MB`;

export async function readText(answer: Answer, options: ReadOptions): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOf(answer, options)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export interface SavedPicture {
  readonly format: PictureFormat;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes a picture to a file that is there as a whole or not at all.
 * @param place where to, once the format is known by the first bytes.
 * @throws SfumatoError `download-failed` as soon as it is seen to be no picture.
 */
export async function savePicture(
  answer: Answer,
  options: ReadOptions,
  place: (format: PictureFormat) => string,
): Promise<SavedPicture & { readonly file: string }> {
  const hash = createHash('sha256');
  let beginning: Buffer = Buffer.alloc(0);
  let target: { file: string; part: string; handle: Awaited<ReturnType<typeof open>> } | undefined;
  let format: PictureFormat | undefined;
  let bytes = 0;

  const begin = async () => {
    const kind = kindOf(beginning);
    if (kind.is !== 'picture') throw noPicture(options.url, beginning);
    format = kind.format;
    const file = place(format);
    await mkdir(path.dirname(file), { recursive: true });
    // The same name every time: what a kill left of it is written over.
    const part = `${file}.part`;
    target = { file, part, handle: await open(part, 'w') };
    await target.handle.write(beginning);
  };
  try {
    for await (const chunk of bytesOf(answer, options)) {
      hash.update(chunk);
      bytes += chunk.length;
      if (target) await target.handle.write(chunk);
      else {
        beginning = Buffer.concat([beginning, chunk]);
        if (beginning.length >= SNIFFED) await begin();
      }
    }
    if (!target) await begin();
    await target!.handle.close();
    await rename(target!.part, target!.file);
    return { format: format!, bytes, sha256: hash.digest('hex'), file: target!.file };
  } catch (error) {
    await target?.handle.close().catch(() => undefined);
    if (target) await rm(target.part, { force: true });
    throw error;
  }
}

function noPicture(url: URL, beginning: Buffer): Error {
  const text = beginning.subarray(0, 200).toString('latin1').trimStart().toLowerCase();
  const what =
    beginning.length === 0
      ? 'is empty'
      : text.startsWith('<')
        ? 'is a web page and no picture'
        : 'is no picture';
  return failed(`${shortAddress(url)} ${what}.`);
}
