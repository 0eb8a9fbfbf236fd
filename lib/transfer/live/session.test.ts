import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { frameOf } from '../film/testing';
import { openCamera, type Camera } from './camera';
import { showOn } from './frames';
import { createLiveSession } from './session';

vi.mock('./camera', () => ({ openCamera: vi.fn(), cameras: async () => [] }));
vi.mock('./frames', () => ({
  createGrabber: () => ({ grab: () => frameOf({ seed: 1 }) }),
  nextFrame: vi.fn(() => new Promise((resolve) => setImmediate(resolve))),
  showOn: vi.fn(),
}));

/** The picture's side of a camera. */
class Track extends EventTarget {
  muted = false;
  enabled = true;
  mute(muted: boolean) {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

async function turns() {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

beforeEach(() => vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false })));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

/** A session whose camera is on. */
async function started(track = new Track()) {
  const stream = { getVideoTracks: () => [track] } as unknown as MediaStream;
  const camera: Camera = { stream, facing: undefined, deviceId: undefined, close: vi.fn() };
  vi.mocked(openCamera).mockResolvedValue(camera);
  const session = createLiveSession(
    {
      encodeStyle: async () => Float32Array.of(1),
      measureStyle: async () => Float32Array.of(1),
      paint: async (_model, picture) => picture,
    },
    8,
  );
  const video = Object.assign(new EventTarget(), {
    ...{ videoWidth: 320, videoHeight: 240, srcObject: null, play: async () => undefined },
  }) as unknown as HTMLVideoElement;
  await session.start({ video, canvas: {} as HTMLCanvasElement });
  const isMoving = async () => {
    await turns();
    vi.mocked(showOn).mockClear();
    await turns();
    return vi.mocked(showOn).mock.calls.length > 0;
  };
  return { session, track, isMoving, state: () => session.store.getState() };
}

it('says when the system holds the camera back, and goes on when it does', async () => {
  const { session, track, isMoving, state } = await started();
  expect(state()).toMatchObject({ phase: 'on', paused: false });
  expect(await isMoving()).toBe(true);
  track.mute(true);
  expect(state()).toMatchObject({ phase: 'on', paused: true });
  expect(await isMoving()).toBe(false);
  // Coming back to the page changes nothing about that.
  document.dispatchEvent(new Event('visibilitychange'));
  expect(await isMoving()).toBe(false);
  track.mute(false);
  expect(state().paused).toBe(false);
  expect(await isMoving()).toBe(true);
  session.stop();
  expect(await isMoving()).toBe(false);
  track.mute(true);
  expect(state()).toMatchObject({ phase: 'off', paused: false });
});

it('says so also of a camera that was held back from the beginning', async () => {
  const track = new Track();
  track.muted = true;
  const { session, isMoving, state } = await started(track);
  expect(state()).toMatchObject({ phase: 'on', paused: true });
  expect(await isMoving()).toBe(false);
  session.stop();
});
