import { beforeEach, describe, expect, it, vi } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import type { WantedStyle } from '../live/wanted-style';
import type { FileHandle } from './destination';
import { makeFilm } from './make-film';
import { openFilm, type Film } from './open-film';
import { createFilmSession } from './session';
import { frameOf } from './testing';

vi.mock('./open-film', () => ({ openFilm: vi.fn() }));
vi.mock('./make-film', () => ({
  makeFilm: vi.fn(),
  encodableFormats: async () => ['mp4', 'webm'],
  MIME_TYPES: { mp4: 'video/mp4', webm: 'video/webm' },
}));

const STYLE: WantedStyle = {
  ...{ model: 'painter', vector: Float32Array.of(1), strength: 1, keepColours: false },
};
const blob = new Blob(['film'], { type: 'video/mp4' });

async function turns() {
  for (let i = 0; i < 40; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Later answers, by hand. */
function promised<T>() {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, settle };
}

/** A place on a disk, which choosing it has made an empty file at. */
function createPlace() {
  const remove = vi.fn(async () => undefined);
  const handle = {
    createWritable: async () => ({ abort: async () => undefined }),
    getFile: async () => new File([], 'place.mp4'),
    remove,
  } as unknown as FileHandle;
  return { handle, remove };
}

/** A session with a film that is open, in a style. */
async function opened() {
  const closed: string[] = [];
  vi.mocked(openFilm).mockImplementation(
    async ({ name }) =>
      ({
        ...{ name, width: 192, height: 108, seconds: 2, frameRate: 10, sound: undefined },
        frameAt: async () => frameOf({ seed: 1 }),
        close: () => closed.push(name),
      }) as unknown as Film,
  );
  const session = createFilmSession(
    {
      encodeStyle: async () => Float32Array.of(1),
      measureStyle: async () => Float32Array.of(1),
      paint: async (_model, picture) => picture,
    },
    () => 0,
  );
  session.setWanted(STYLE);
  const open = async (name: string) => {
    await session.open(new File(['x'], name));
    await turns();
  };
  await open('a.mov');
  return { session, closed, open, state: () => session.store.getState() };
}

/** Films are made until they are called off. */
const makeUntilStopped = () =>
  vi.mocked(makeFilm).mockImplementation(
    (_film, _request, _engine, _destination, { signal }) =>
      new Promise((_, reject) => {
        const stop = () => reject(new SfumatoError('cancelled', 'Stopped.'));
        if (signal.aborted) stop();
        signal.addEventListener('abort', stop);
      }),
  );

beforeEach(() => void vi.mocked(makeFilm).mockReset());

describe('a film', () => {
  it('is opened, painted as a whole, and waits to be downloaded', async () => {
    const { session, state } = await opened();
    expect(state()).toMatchObject({ phase: 'open', film: { name: 'a.mov' }, format: 'mp4' });
    vi.mocked(makeFilm).mockImplementation(async (_film, request, _engine, _place, { onFrame }) => {
      expect(request).toMatchObject({ wanted: STYLE, part: undefined });
      onFrame(frameOf({ seed: 1 }), 0.5);
      expect(state()).toMatchObject({ phase: 'painting', progress: { share: 0.5 } });
      return blob;
    });
    await session.paint();
    expect(state()).toMatchObject({
      ...{ phase: 'done', progress: undefined },
      result: { blob, name: 'a-painted.mp4', saved: false, downloaded: false },
    });
    session.downloaded();
    expect(state().result!.downloaded).toBe(true);
    session.again();
    expect(state()).toMatchObject({ phase: 'open', result: undefined });
  });

  it('stays open when painting it is stopped, and can be let go of', async () => {
    const { session, closed, state } = await opened();
    makeUntilStopped();
    const painting = session.paint();
    await turns();
    expect(state().phase).toBe('painting');
    session.cancel();
    await painting;
    expect(state()).toMatchObject({ phase: 'open', film: { name: 'a.mov' }, message: undefined });
    session.close();
    expect(state().phase).toBe('empty');
    expect(state().film).toBeUndefined();
    expect(closed).toEqual(['a.mov']);
  });

  it('is let go of once painting it has ended', async () => {
    const { session, closed, open, state } = await opened();
    makeUntilStopped();
    const painting = session.paint();
    await turns();
    await open('b.mov');
    await painting;
    await turns();
    expect(closed).toEqual(['a.mov']);
    expect(state()).toMatchObject({ phase: 'open', film: { name: 'b.mov' } });
  });

  it('that is let go of while its place is chosen is not painted, and leaves no file', async () => {
    const { session, closed, open, state } = await opened();
    makeUntilStopped();
    const { handle, remove } = createPlace();
    const choosing = promised<FileHandle>();
    const painting = session.paint(() => choosing.promise);
    await turns();
    await open('b.mov');
    choosing.settle(handle);
    await painting;
    await turns();
    expect(state()).toMatchObject({ phase: 'open', film: { name: 'b.mov' } });
    expect(makeFilm).not.toHaveBeenCalled();
    expect(remove).toHaveBeenCalled();
    expect(closed).toEqual(['a.mov']);
    // Nothing of it is in the way of the next.
    vi.mocked(makeFilm).mockResolvedValue(blob);
    await session.paint();
    expect(state().result!.name).toBe('b-painted.mp4');
  });

  it('that cannot be opened says so', async () => {
    const { session, state } = await opened();
    vi.mocked(openFilm).mockRejectedValueOnce(new SfumatoError('invalid-input', 'It is empty.'));
    await session.open(new File([], 'empty.mov'));
    expect(state()).toMatchObject({ phase: 'empty', message: 'It is empty.' });
  });
});
