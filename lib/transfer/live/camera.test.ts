import { describe, expect, it, vi } from 'vitest';

import { cameraRefusal, cameras, openCamera } from './camera';

function createDevices(settings: MediaTrackSettings = {}) {
  const stop = vi.fn();
  const track = { stop, getSettings: () => settings };
  const stream = { getTracks: () => [track], getVideoTracks: () => [track] };
  const getUserMedia = vi.fn(async (_: MediaStreamConstraints) => stream as unknown as MediaStream);
  const enumerateDevices = vi.fn(async () => [
    { kind: 'videoinput', deviceId: 'a', label: 'Front' },
    { kind: 'audioinput', deviceId: 'b', label: 'Microphone' },
    { kind: 'videoinput', deviceId: 'c', label: '' },
    { kind: 'videoinput', deviceId: '', label: '' },
  ]);
  const devices = { getUserMedia, enumerateDevices } as unknown as MediaDevices;
  return { devices, getUserMedia, stop };
}

const { signal } = new AbortController();

describe('the camera', () => {
  it('is asked for without sound, in front unless the back is wanted', async () => {
    const { devices, getUserMedia } = createDevices({ facingMode: 'environment', deviceId: 'a' });
    await openCamera({}, signal, devices);
    const camera = await openCamera({ facing: 'environment' }, signal, devices);
    await openCamera({ deviceId: 'c' }, signal, devices);
    const [front, back, named] = getUserMedia.mock.calls.map(([asked]) => asked);
    expect(front).toMatchObject({ audio: false, video: { facingMode: 'user' } });
    expect(back).toMatchObject({ video: { facingMode: 'environment' } });
    expect(named).toMatchObject({ video: { deviceId: 'c' } });
    expect(camera).toMatchObject({ facing: 'environment', deviceId: 'a' });
  });

  it('is let go of when closed, and when it opens after it is no longer wanted', async () => {
    const { devices, stop } = createDevices();
    const camera = await openCamera({}, signal, devices);
    camera.close();
    expect(stop).toHaveBeenCalledTimes(1);

    const leaving = new AbortController();
    const late = openCamera({}, leaving.signal, devices);
    leaving.abort();
    await expect(late).rejects.toMatchObject({ code: 'cancelled' });
    expect(stop).toHaveBeenCalledTimes(2);
  });

  it('can be chosen among all that have a picture', async () => {
    expect(await cameras(createDevices().devices)).toEqual([
      { deviceId: 'a', label: 'Front' },
      { deviceId: 'c', label: 'Camera 2' },
    ]);
  });

  it.each([
    ['NotAllowedError', 'not-allowed', /not allowed.*address bar/],
    ['SecurityError', 'not-allowed', /does not let pages/],
    ['NotFoundError', 'not-found', /No camera was found/],
    ['OverconstrainedError', 'not-found', /No camera was found/],
    ['NotReadableError', 'busy', /another app/],
    ['UnknownError', 'unavailable', /could not be started/],
  ])('that fails with %s has a sentence of its own', async (name, code, sentence) => {
    const { devices, getUserMedia } = createDevices();
    getUserMedia.mockRejectedValueOnce(new DOMException('no', name));
    const error = await openCamera({}, signal, devices).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) as string });
  });

  it('needs a page that is served over https', () => {
    expect(cameraRefusal(undefined).message).toMatch(/https/);
    expect(cameraRefusal(null).code).toBe('unavailable');
  });
});
