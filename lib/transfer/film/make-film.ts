/**
 * Paints a film: frames are decoded, painted, encoded and written one after the other, so
 * that memory holds a few of them whatever the film's length. Client side only.
 */
import {
  Conversion,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  Quality,
  WebMOutputFormat,
  type VideoSample,
} from 'mediabunny';

import type { StylizingEngine } from '@/lib/engine/stylize';
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import type { WantedStyle } from '../live/wanted-style';
import type { Destination } from './destination';
import { FILM_REMARK, xmpBox } from './mark';
import type { Film } from './open-film';
import { contextOf, createReader } from './reader';
import { refuseFilm } from './refusals';
import type { FilmSize } from './sizes';
import { createSteadyPainter } from './steady-painter';

export type FilmFormat = 'mp4' | 'webm';

export const FORMAT_NAMES: Readonly<Record<FilmFormat, string>> = { mp4: 'MP4', webm: 'WebM' };
export const MIME_TYPES: Readonly<Record<FilmFormat, string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
};

/** What has become of the sound. */
export type Sound = 'silent' | 'copied' | 'encoded' | 'left-out';

export interface FilmRequest {
  readonly size: FilmSize;
  readonly format: FilmFormat;
  /** Seconds of the film; the whole if not given. */
  readonly part?: { readonly start: number; readonly end: number } | undefined;
  readonly wanted: WantedStyle;
}

export interface FilmOptions {
  /** Called once, before the first frame. */
  readonly onSound: (sound: Sound) => void;
  /** Called after every frame with the painted picture and the share of the film in 0..1. */
  readonly onFrame: (picture: Picture, share: number) => void;
  /** Aborting rejects with `cancelled`; nothing is left in the destination. */
  readonly signal: AbortSignal;
}

/** Both can hold every codec, but players expect these. */
const CODECS = { mp4: ['avc', 'hevc', 'av1', 'vp9'], webm: ['vp9', 'av1', 'vp8'] } as const;

/** The formats that this browser can write in a size. */
export async function encodableFormats(size: FilmSize): Promise<FilmFormat[]> {
  const formats: FilmFormat[] = [];
  for (const format of ['mp4', 'webm'] as const) {
    if (await codecFor(format, size)) formats.push(format);
  }
  return formats;
}

const codecFor = (format: FilmFormat, { width, height }: FilmSize) =>
  getFirstEncodableVideoCodec([...CODECS[format]], { width, height });

/** Sound may begin so many seconds earlier than the picture's part, rather than be encoded anew. */
const SHIFT_SECONDS = 0.1;

/**
 * @returns the finished film.
 * @throws SfumatoError `cancelled`; `invalid-input` for a film that is damaged or cannot be
 *   encoded, and where it cannot be saved; and what the engine throws.
 */
export async function makeFilm(
  film: Film,
  { size, format, part, wanted }: FilmRequest,
  engine: StylizingEngine,
  destination: Destination,
  { onSound, onFrame, signal }: FilmOptions,
): Promise<Blob> {
  let conversion: Conversion | undefined;
  let output: Output | undefined;
  let failure: unknown;
  const stop = () => void conversion?.cancel();
  try {
    assertWanted(signal);
    const codec = await codecFor(format, size);
    if (!codec) throw refuseFilm({ why: 'no-encoder', format: FORMAT_NAMES[format] });
    const seconds = part ? part.end - part.start : film.seconds;
    const paint = createFramePainter(engine, wanted, size, signal);
    output = new Output({
      format: format === 'mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat(),
      target: destination.target,
    });
    conversion = await Conversion.init({
      input: film.input,
      output,
      tracks: 'primary',
      ...(part ? { trim: part } : {}),
      copy: { shiftTolerance: SHIFT_SECONDS },
      video: {
        ...size,
        fit: 'fill',
        codec,
        quality: new Quality('high'),
        forceTranscode: true,
        alpha: 'discard',
        // What is painted is upright already.
        allowTransformationMetadata: false,
        async process(sample) {
          try {
            const { picture, canvas } = await paint(sample);
            onFrame(picture, Math.min(1, (sample.timestamp + sample.duration) / seconds));
            return canvas;
          } catch (thrown) {
            failure ??= thrown;
            throw thrown;
          }
        },
      },
      tags: { title: film.name, comment: FILM_REMARK },
      showWarnings: false,
    });
    assertWanted(signal);
    const hasPicture = conversion.utilizedTracks.some((track) => track.isVideoTrack());
    if (!conversion.isValid || !hasPicture)
      throw refuseFilm({ why: 'no-encoder', format: FORMAT_NAMES[format] });
    onSound(soundOf(film, conversion, output));
    signal.addEventListener('abort', stop);
    await conversion.execute();
    return await destination.finish(format === 'mp4' ? xmpBox(film.name) : new Uint8Array(0));
  } catch (thrown) {
    await giveUp(output, destination).catch((left: unknown) => {
      // The disk may be why it failed; that is what is said below.
      console.warn(toSfumatoError(left).message);
    });
    throw reasonOf(failure ?? thrown, film, signal);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Ends encoders and writers before what they wrote is thrown away. */
async function giveUp(output: Output | undefined, destination: Destination): Promise<void> {
  if (output?.state === 'started' || output?.state === 'canceled') await output.cancel();
  await destination.abandon();
}

/** Paints decoded frames on a canvas that encoders take, always the same one. */
function createFramePainter(
  engine: StylizingEngine,
  wanted: WantedStyle,
  { width, height }: FilmSize,
  signal: AbortSignal,
) {
  const read = createReader();
  const painter = createSteadyPainter(engine, { signal });
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  return async (sample: VideoSample) => {
    const picture = await painter.paint(read(sample, { width, height }), wanted, sample.timestamp);
    context.putImageData(new ImageData(picture.data, width, height), 0, 0);
    return { picture, canvas };
  };
}

function soundOf(film: Film, conversion: Conversion, output: Output): Sound {
  if (film.sound === undefined) return 'silent';
  if (!conversion.utilizedTracks.some((track) => track.isAudioTrack())) return 'left-out';
  const canHold: readonly string[] = output.format.getSupportedAudioCodecs();
  return canHold.includes(film.sound) ? 'copied' : 'encoded';
}

function reasonOf(thrown: unknown, film: Film, signal: AbortSignal): SfumatoError {
  if (signal.aborted) return new SfumatoError('cancelled', 'Painting the film was stopped.');
  if (thrown instanceof SfumatoError) return thrown;
  const isDisk =
    thrown instanceof DOMException &&
    /^(QuotaExceeded|NotAllowed|NoModification)/.test(thrown.name);
  return refuseFilm({ why: isDisk ? 'not-saved' : 'broke-off' }, film.name, thrown);
}

function assertWanted(signal: AbortSignal): void {
  if (signal.aborted) throw new SfumatoError('cancelled', 'Painting the film was stopped.');
}
