import {
  BlobSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { describe, expect, it } from 'vitest';

import { toDisk, toMemory, type Destination, type FileHandle } from './destination';
import { FILM_REMARK, xmpBox } from './mark';

/** Half a second of what looks like VP9; nothing here decodes it. */
async function write(destination: Destination, end: 'finalize' | 'cancel'): Promise<void> {
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: false }),
    target: destination.target,
  });
  const source = new EncodedVideoPacketSource('vp9');
  output.addVideoTrack(source);
  output.setMetadataTags({ title: 'holiday.mov', comment: FILM_REMARK });
  await output.start();
  const decoderConfig = { codec: 'vp09.00.10.08', codedWidth: 64, codedHeight: 48 };
  for (let i = 0; i < 5; i++) {
    const data = new Uint8Array(400_000).fill(i + 1);
    const packet = new EncodedPacket(data, i === 0 ? 'key' : 'delta', i / 10, 0.1);
    await source.add(packet, { decoderConfig });
  }
  await output[end]();
}

/** A file on a disk that is an array. */
function createFile(options: { full?: boolean } = {}) {
  let saved = new Uint8Array(0);
  let swap: Uint8Array<ArrayBuffer> | undefined;
  let removed = false;
  const handle = {
    async createWritable() {
      swap = new Uint8Array(0);
      return {
        async write({ data, position }: { data: Uint8Array; position: number }) {
          if (options.full) throw new DOMException('full', 'QuotaExceededError');
          const end = position + data.length;
          if (end > swap!.length) swap = Uint8Array.from({ length: end }, (_, i) => swap![i] ?? 0);
          swap!.set(data, position);
        },
        async close() {
          saved = swap!;
        },
        async abort() {
          swap = undefined;
        },
      };
    },
    getFile: async () => new File([saved], 'film.mp4'),
    remove: async () => {
      removed = true;
    },
  } as unknown as FileHandle;
  return { handle, bytes: () => saved, isRemoved: () => removed };
}

const textOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer()).toString('latin1');

describe('a film’s destination', () => {
  it.each([
    ['memory', async () => toMemory('video/mp4')],
    ['a file', async () => toDisk(createFile().handle)],
  ])('in %s takes a film that can be read again, and its mark', async (_, open) => {
    const destination = await open();
    await write(destination, 'finalize');
    const blob = await destination.finish(xmpBox('a “film” & more'));

    const input = new Input({ source: new BlobSource(blob), formats: [MP4] });
    const track = await input.getPrimaryVideoTrack();
    expect(await track!.getCodec()).toBe('vp9');
    expect(await input.computeDuration()).toBeCloseTo(0.5, 3);
    const tags = await input.getMetadataTags();
    expect(tags.comment).toContain('digitalsourcetype/compositeWithTrainedAlgorithmicMedia');
    input.dispose();

    const text = await textOf(blob);
    const at = text.lastIndexOf('uuid\xbe\x7a\xcf\xcb');
    const box = Buffer.from(text.slice(at - 4, at), 'latin1').readUInt32BE();
    expect(at - 4 + box).toBe(text.length);
    expect(text.slice(at)).toContain('compositeWithTrainedAlgorithmicMedia</Iptc4xmpExt');
    expect(text.slice(at)).toContain('&amp; more');
  });

  it('keeps nothing of a film that is given up', async () => {
    const file = createFile();
    const destination = await toDisk(file.handle);
    await write(destination, 'cancel');
    await destination.abandon();
    expect(file.bytes()).toHaveLength(0);
    expect(file.isRemoved()).toBe(true);
  });

  it('fails where the disk is full', async () => {
    const destination = await toDisk(createFile({ full: true }).handle);
    await expect(write(destination, 'finalize')).rejects.toMatchObject({
      name: 'QuotaExceededError',
    });
  });
});
