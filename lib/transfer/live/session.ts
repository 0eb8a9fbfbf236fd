/** The live screen's own doing: camera, loop and what is known of both. Client side only; free of React. */
import { createStore, type StoreApi } from 'zustand/vanilla';

import type { StylizingEngine } from '@/lib/engine/stylize';
import { WHOLE_PIXELS } from '@/lib/engine/tiles';
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import { createSteadyPainter } from '../film/steady-painter';
import {
  cameraLost,
  cameras,
  openCamera,
  type Camera,
  type CameraChoice,
  type CameraWish,
} from './camera';
import { createGrabber, nextFrame, showOn } from './frames';
import { startLiveLoop, type LiveFigures, type LiveLoop } from './live-loop';
import { liveSizes } from './pace';
import type { WantedStyle } from './wanted-style';

export interface LiveState {
  readonly phase: 'off' | 'asking' | 'on' | 'failed';
  /** Why it failed, and what to do. */
  readonly message?: string | undefined;
  readonly figures?: LiveFigures | undefined;
  /** Width over height of what the camera gives. */
  readonly aspect: number;
  /** As a mirror shows it. By default where the camera looks at the person. */
  readonly mirrored: boolean;
  readonly facing?: Camera['facing'];
  readonly deviceId?: string | undefined;
  readonly choices: readonly CameraChoice[];
  /** Pictures a second to aim at. */
  readonly target: number;
  readonly takingStill: boolean;
  /** The camera is on and gives no pictures: the system or its own switch holds them back. */
  readonly paused: boolean;
}

export interface LiveSession {
  readonly store: StoreApi<LiveState>;
  /** Opens a camera in the place of the one that is on. Whatever goes wrong is in the state. */
  start(places: LivePlaces, wish?: CameraWish): Promise<void>;
  /** Lets go of the camera, and listens to nothing any more. */
  stop(): void;
  setWanted(wanted: WantedStyle | undefined): void;
  setMirrored(mirrored: boolean): void;
  aimAt(target: number): void;
  /**
   * The frame of this moment in the camera's full size, painted, mirrored as it is seen.
   * The live picture stands still meanwhile.
   * @throws SfumatoError `invalid-input` while no camera is on; `cancelled`; what the engine throws.
   */
  takeStill(): Promise<Picture>;
}

export interface LivePlaces {
  /** Plays what the camera gives; must be part of the page, or some browsers give no frames. */
  readonly video: HTMLVideoElement;
  readonly canvas: HTMLCanvasElement;
}

/** A scene that seems unchanged is measured again after so many seconds. */
const MEASURE_AFTER = 10;

export function createLiveSession(engine: StylizingEngine, target: number): LiveSession {
  const store = createStore<LiveState>(() => ({
    phase: 'off',
    aspect: 16 / 9,
    mirrored: true,
    choices: [],
    target,
    takingStill: false,
    paused: false,
  }));
  const set = store.setState;
  const get = store.getState;
  let opening = new AbortController();
  let places: LivePlaces | undefined;
  let camera: Camera | undefined;
  let loop: LiveLoop | undefined;
  let wanted: WantedStyle | undefined;

  function release() {
    opening.abort();
    opening = new AbortController();
    loop?.stop();
    camera?.close();
    document.removeEventListener('visibilitychange', followVisibility);
    if (places) {
      places.video.removeEventListener('resize', startLoop);
      places.video.srcObject = null;
    }
    loop = camera = places = undefined;
    set({ figures: undefined, takingStill: false, paused: false });
  }

  function fail(error: SfumatoError) {
    release();
    set({ phase: 'failed', message: error.message });
  }

  /** Anew for every shape of the camera's picture: a phone that is turned changes it. */
  function startLoop() {
    loop?.stop();
    if (!places) return;
    const { video, canvas } = places;
    const shape = { width: video.videoWidth, height: video.videoHeight };
    if (shape.width === 0) return;
    set({ aspect: shape.width / shape.height });
    const grabber = createGrabber();
    const painter = createSteadyPainter(engine, { live: true, measureAfter: MEASURE_AFTER });
    loop = startLiveLoop(
      {
        nextFrame: (signal) => nextFrame(video, signal),
        grab: (size) => grabber.grab(video, size, get().mirrored),
        paint: (frame, style, seconds) => painter.paint(frame, style, seconds),
        wanted: () => wanted,
        show: (picture) => showOn(canvas, picture),
        now: () => performance.now() / 1000,
      },
      {
        sizes: liveSizes(shape, WHOLE_PIXELS),
        target: get().target,
        onFigures: (figures) => set({ figures }),
        onFailure: fail,
      },
    );
    followVisibility();
  }

  /** Nobody looks at a hidden page: nothing is painted there, and the camera gives black. */
  function followVisibility() {
    const hidden = document.hidden;
    for (const track of camera?.stream.getVideoTracks() ?? []) track.enabled = !hidden;
    const { takingStill, paused } = get();
    if (hidden || takingStill || paused) loop?.pause();
    else loop?.resume();
  }

  /** Told by `mute` and `unmute` (Media Capture and Streams, section 4.3.1). */
  function followTracks() {
    set({ paused: camera?.stream.getVideoTracks().some(({ muted }) => muted) ?? false });
    followVisibility();
  }

  return {
    store,

    async start(chosen, wish = {}) {
      release();
      const { signal } = opening;
      const { video } = chosen;
      places = chosen;
      set({ phase: 'asking', message: undefined });
      try {
        const opened = await openCamera(wish, signal);
        camera = opened;
        for (const track of opened.stream.getVideoTracks()) {
          track.addEventListener('ended', () => {
            if (camera === opened) fail(cameraLost());
          });
          for (const change of ['mute', 'unmute']) {
            track.addEventListener(change, () => {
              if (camera === opened) followTracks();
            });
          }
        }
        followTracks();
        video.srcObject = opened.stream;
        await video.play();
        const choices = await cameras();
        if (signal.aborted) return;
        const { facing, deviceId } = opened;
        set({ phase: 'on', facing, deviceId, choices, mirrored: facing !== 'environment' });
        document.addEventListener('visibilitychange', followVisibility);
        video.addEventListener('resize', startLoop);
        startLoop();
      } catch (thrown) {
        // Whatever came after it was no longer wanted says nothing.
        if (!signal.aborted) fail(toSfumatoError(thrown));
      }
    },

    stop() {
      release();
      set({ phase: 'off', message: undefined });
    },

    setWanted(next) {
      wanted = next;
    },

    setMirrored: (mirrored) => set({ mirrored }),

    aimAt(next) {
      set({ target: next });
      loop?.aimAt(next);
    },

    async takeStill() {
      const { signal } = opening;
      const video = places?.video;
      const size = { width: video?.videoWidth ?? 0, height: video?.videoHeight ?? 0 };
      const frame = video && createGrabber().grab(video, size, get().mirrored);
      if (!frame) {
        throw new SfumatoError('invalid-input', 'The camera shows nothing yet. Start it first.');
      }
      const style = wanted;
      if (!style) {
        throw new SfumatoError('invalid-input', 'Choose a style first; then take the still.');
      }
      set({ takingStill: true });
      loop?.pause();
      try {
        return await createSteadyPainter(engine, { signal }).paint(frame, style, 0);
      } finally {
        if (!signal.aborted) {
          set({ takingStill: false });
          followVisibility();
        }
      }
    },
  };
}
