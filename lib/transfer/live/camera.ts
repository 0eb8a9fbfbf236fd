/** The visitor's camera: asked for, shown through a video element, let go of. Client side only. */
import { SfumatoError } from '@/lib/errors';

/** Towards the person who looks at the screen, or away. */
export type Facing = 'user' | 'environment';

export interface CameraWish {
  readonly facing?: Facing | undefined;
  /** One camera of several, as `cameras` lists them. */
  readonly deviceId?: string | undefined;
}

export interface Camera {
  readonly stream: MediaStream;
  /** Undefined where the device does not say, as laptops and webcams do. */
  readonly facing: Facing | undefined;
  readonly deviceId: string | undefined;
  /** Lets go of the camera: its light goes out. */
  close(): void;
}

export interface CameraChoice {
  readonly deviceId: string;
  readonly label: string;
}

type Devices = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'>;

/** Enough for every size that is painted live and for a still, and known to all cameras. */
const IDEAL = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 60 } };

/**
 * Asks for a camera; the browser asks the person. Sound is never asked for.
 * @param signal when aborted, a camera that opens all the same is closed at once.
 * @throws SfumatoError `not-allowed`, `not-found`, `busy` or `unavailable`, with a sentence that
 *   says what to do; `cancelled` after the signal.
 */
export async function openCamera(
  { facing, deviceId }: CameraWish,
  signal: AbortSignal,
  devices: Devices | undefined = navigator.mediaDevices as Devices | undefined,
): Promise<Camera> {
  if (!devices) throw cameraRefusal(undefined);
  let stream: MediaStream;
  try {
    const which = deviceId === undefined ? { facingMode: facing ?? 'user' } : { deviceId };
    stream = await devices.getUserMedia({ video: { ...IDEAL, ...which }, audio: false });
  } catch (thrown) {
    throw signal.aborted ? stopped() : cameraRefusal(thrown);
  }
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (signal.aborted) {
    close();
    throw stopped();
  }
  const settings = stream.getVideoTracks()[0]?.getSettings();
  const named = settings?.facingMode;
  return {
    stream,
    facing: named === 'user' || named === 'environment' ? named : undefined,
    deviceId: settings?.deviceId,
    close,
  };
}

/** The cameras there are; their names are known once one of them has been allowed. */
export async function cameras(
  devices: Devices | undefined = navigator.mediaDevices as Devices | undefined,
): Promise<CameraChoice[]> {
  const all = (await devices?.enumerateDevices()) ?? [];
  return all
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }, i) => ({ deviceId, label: label || `Camera ${i + 1}` }));
}

/**
 * Why there is no picture, as a sentence for the person; by the names of the exceptions
 * (Media Capture and Streams, section 10.3.5). Older browsers have names of their own.
 */
export function cameraRefusal(thrown: unknown): SfumatoError {
  const options = { cause: thrown };
  switch (thrown === undefined ? 'no devices' : (thrown as { name?: unknown } | null)?.name) {
    case 'no devices':
      return new SfumatoError(
        'unavailable',
        'Cameras can only be used on pages that are served over https. Open this page with https, or choose a photograph instead.',
        options,
      );
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return new SfumatoError(
        'not-allowed',
        'The camera was not allowed. Allow it in the address bar or in the settings of the browser and of the system, then try again.',
        options,
      );
    case 'SecurityError':
      return new SfumatoError(
        'not-allowed',
        'This browser does not let pages use the camera. Allow it in the settings, or choose a photograph instead.',
        options,
      );
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
    case 'ConstraintNotSatisfiedError':
      return new SfumatoError(
        'not-found',
        'No camera was found. Connect one and try again, or choose a photograph instead.',
        options,
      );
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return new SfumatoError(
        'busy',
        'The camera could not be started; another app or tab may be using it. Close that one and try again.',
        options,
      );
    default:
      return new SfumatoError(
        'unavailable',
        'The camera could not be started. Connect it anew, or reload the page, and try again.',
        options,
      );
  }
}

/** For a camera that was unplugged, or whose permission was taken back, while it was on. */
export const cameraLost = (): SfumatoError =>
  new SfumatoError(
    'unavailable',
    'The camera stopped: it was disconnected, taken over by another app, or is no longer allowed. Start it again.',
  );

const stopped = () => new SfumatoError('cancelled', 'The camera is no longer wanted.');
