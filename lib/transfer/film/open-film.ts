/** Opens a film file for painting. Client side only: the browser decodes. Nothing leaves the device. */
import {
  BlobSource,
  EncodedPacketSink,
  Input,
  MATROSKA,
  MP4,
  QTFF,
  VideoSampleSink,
  WEBM,
  type InputVideoTrack,
} from 'mediabunny';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import { createReader } from './reader';
import { OPENING_SECONDS, refuseFilm } from './refusals';
import type { FilmSize } from './sizes';

/** A film that can be decoded. */
export interface Film extends FilmSize {
  readonly name: string;
  readonly seconds: number;
  /** Pictures a second on average; they need not be evenly spaced. */
  readonly frameRate: number;
  /** The codec of its sound as files name it, e.g. "aac"; undefined for a silent film. */
  readonly sound: string | undefined;
  readonly input: Input;
  /**
   * The frame of a time, upright.
   * @throws SfumatoError `invalid-input` where the film is damaged there.
   */
  frameAt(seconds: number, size: FilmSize): Promise<Picture>;
  /** Lets go of the file. */
  close(): void;
}

/** Larger pictures are no film that a browser decodes. */
const MOST_PIXELS = 8192 * 4320;
/** Packets that the frame rate is judged by. */
const LOOKED_AT = 240;

/**
 * @throws SfumatoError `unavailable` without WebCodecs, else `invalid-input`, each with a
 *   sentence that says what to do; `cancelled` after the signal.
 */
export async function openFilm(file: File, signal: AbortSignal): Promise<Film> {
  const { name } = file;
  if (typeof VideoDecoder === 'undefined' || typeof VideoEncoder === 'undefined') {
    throw refuseFilm({ why: 'no-webcodecs' });
  }
  if (file.size === 0) throw refuseFilm({ why: 'empty' }, name);
  const input = new Input({ source: new BlobSource(file), formats: [MP4, QTFF, WEBM, MATROSKA] });
  try {
    const film = await within(OPENING_SECONDS, look(input, name), name);
    if (signal.aborted) throw new SfumatoError('cancelled', 'The film is no longer wanted.');
    return film;
  } catch (thrown) {
    input.dispose();
    if (thrown instanceof SfumatoError) throw thrown;
    throw refuseFilm({ why: 'damaged' }, name, thrown);
  }
}

/** Decoders do not always say that they have given up. */
async function within<T>(seconds: number, work: Promise<T>, name: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refuseFilm({ why: 'too-slow' }, name)), seconds * 1000);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

async function look(input: Input, name: string): Promise<Film> {
  if (!(await input.canRead())) throw refuseFilm({ why: 'not-a-video' }, name);
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw refuseFilm({ why: 'no-picture' }, name);
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
  if (!(width * height > 0)) throw refuseFilm({ why: 'damaged' }, name);
  if (width * height > MOST_PIXELS) throw refuseFilm({ why: 'too-large', width, height }, name);
  if (!(await track.canDecode())) {
    const codec = await track.getCodec();
    throw refuseFilm({ why: 'no-decoder', codec: codec?.toUpperCase() }, name);
  }
  const packet = await new EncodedPacketSink(track).getFirstPacket({ metadataOnly: true });
  if (packet?.sideData.alphaByteLength !== undefined)
    throw refuseFilm({ why: 'transparent' }, name);
  const seconds = (await track.getDurationFromMetadata()) ?? (await track.computeDuration());
  const { averagePacketRate } = await track.computePacketStats(LOOKED_AT);
  if (!(seconds > 0 && averagePacketRate > 0)) throw refuseFilm({ why: 'damaged' }, name);
  const audio = await input.getPrimaryAudioTrack();
  const frames = createFrames(track, name);
  const film: Film = {
    name,
    width,
    height,
    seconds,
    frameRate: averagePacketRate,
    sound: audio ? ((await audio.getCodec()) ?? 'unknown') : undefined,
    input,
    frameAt: frames,
    close: () => input.dispose(),
  };
  // Only a frame shows that decoding works; better now than after an hour of painting.
  await frames(0, { width: 16, height: 16 });
  return film;
}

function createFrames(track: InputVideoTrack, name: string): Film['frameAt'] {
  const sink = new VideoSampleSink(track);
  const read = createReader();
  return async (seconds, size) => {
    let sample;
    try {
      const first = await track.getFirstTimestamp();
      sample = await sink.getSample(Math.max(first, seconds));
    } catch (thrown) {
      throw refuseFilm({ why: 'damaged' }, name, thrown);
    }
    if (!sample) throw refuseFilm({ why: 'damaged' }, name);
    try {
      return read(sample, size);
    } finally {
      sample.close();
    }
  };
}
