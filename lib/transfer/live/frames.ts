/** Frames of a video element as pictures, upright and in the size asked for. Client side only. */
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import type { Size } from './pace';

/** A camera that gives no frame for so long is looked at all the same, so that nothing hangs. */
const LONGEST_WAIT_MS = 500;

/** Resolves with the next frame that the video shows; after half a second, and after the signal, without. */
export function nextFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    // Not in Firefox before 132: a frame of the screen is near enough.
    const byVideo = 'requestVideoFrameCallback' in video;
    const done = () => {
      clearTimeout(timer);
      if (byVideo) video.cancelVideoFrameCallback(request);
      else cancelAnimationFrame(request);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const request = byVideo ? video.requestVideoFrameCallback(done) : requestAnimationFrame(done);
    const timer = setTimeout(done, LONGEST_WAIT_MS);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

export interface Grabber {
  /** Undefined while the video has no frame yet. */
  grab(video: HTMLVideoElement, size: Size, mirrored: boolean): Picture | undefined;
}

/** Looks at videos through one canvas of its own. */
export function createGrabber(): Grabber {
  const canvas = document.createElement('canvas');
  // Read back for every picture: the browser then keeps it where that is cheap.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) {
    throw new SfumatoError(
      'internal',
      'The browser has no memory left for the camera. Close other tabs and try again.',
    );
  }
  return {
    grab(video, { width, height }, mirrored) {
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) {
        return undefined;
      }
      // Setting a canvas's size, even to the same, makes it anew.
      if (canvas.width !== width || canvas.height !== height)
        Object.assign(canvas, { width, height });
      context.imageSmoothingQuality = 'medium';
      context.setTransform(mirrored ? -1 : 1, 0, 0, 1, mirrored ? width : 0, 0);
      context.drawImage(video, 0, 0, width, height);
      return { width, height, data: context.getImageData(0, 0, width, height).data };
    },
  };
}

/** Shows a picture on a canvas, which takes its size. */
export function showOn(canvas: HTMLCanvasElement, { width, height, data }: Picture): void {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  canvas.getContext('2d', { alpha: false })?.putImageData(new ImageData(data, width, height), 0, 0);
}
