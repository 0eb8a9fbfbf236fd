import { describe, expect, it } from 'vitest';

import { createMemoryStorage } from '@/components/intake/row-storage';
import { currentToasts } from '@/components/ui/toast-store';
import { SfumatoError } from '@/lib/errors';

import type { OpenedFile } from './contract';
import type { KeptPicture, PictureStorage } from './storage';
import { begun, created, file, opened, picture, turns } from './testing';

describe('a picture of one’s own', () => {
  it('is painted in its own size up to 2,048 pixels, or in the size that was chosen', async () => {
    const { controller, state, wishes } = await begun();
    await controller.takeContent([file('mine.jpg')]);
    await turns();
    expect(state().content).toMatchObject({ name: 'mine.jpg', standsIn: false });
    expect(wishes.at(-1)!.size).toEqual({ width: 2048, height: 1024 });
    controller.set({ side: 4096 });
    expect(wishes.at(-1)!.size).toEqual({ width: 4096, height: 2048 });
  });

  it('that cannot be opened is told of, and what was there stays', async () => {
    const { controller, state, open, wishes } = await begun();
    const before = state().content;
    controller.set({ mode: 'webcam' });
    const count = wishes.length;
    open.mockRejectedValueOnce(new SfumatoError('invalid-input', 'It is empty.'));
    await controller.takeContent([file('empty.jpg')]);
    await turns();
    expect(state().refused).toMatchObject([{ name: 'empty.jpg', message: 'It is empty.' }]);
    expect(state()).toMatchObject({ mode: 'picture', content: before, opening: undefined });
    expect(wishes).toHaveLength(count + 1);
    controller.dismiss(state().refused[0]!.id);
    expect(state().refused).toEqual([]);
  });

  it('is here again at the next visit, and forgotten when asked to', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const first = await begun(storage);
    await first.controller.takeContent([file('mine.jpg')]);
    await turns();
    const second = await begun(storage);
    expect(second.state().content).toMatchObject({ name: 'mine.jpg', standsIn: false });
    second.controller.forget();
    await turns();
    expect(second.state().content).toMatchObject({ standsIn: true });
    expect(await storage.read()).toEqual([]);
  });

  it('is not kept by who does not want it', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller } = await begun(storage);
    controller.setKeeping(false);
    await controller.takeContent([file('mine.jpg')]);
    await turns();
    expect(await storage.read()).toEqual([]);
  });

  it('is deleted where another tab kept it on, or the page was closed too soon', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller } = await begun(storage);
    await controller.takeContent([file('mine.jpg')]);
    await turns();
    expect(await storage.read()).toHaveLength(1);
    const remembered = () => ({ saved: undefined, keeping: false });
    const after = await begun(storage, { remembered });
    expect(after.state().content).toMatchObject({ standsIn: true });
    expect(await storage.read()).toEqual([]);
  });

  it('that the device did not keep or delete is told of', async () => {
    const refuse = () => Promise.reject(new Error('The disk is full.'));
    const device = { ...createMemoryStorage<KeptPicture>(), persistent: true };
    const storage = { ...device, write: refuse, clear: refuse };
    const { controller, state } = await begun(storage);
    await controller.takeContent([file('mine.jpg')]);
    await turns();
    controller.forget();
    await turns();
    expect(currentToasts().map(({ title }) => title)).toEqual([
      expect.stringMatching(/could not keep/),
      expect.stringMatching(/not deleted everything/),
    ]);
    // Whether the device keeps things at all is another matter.
    expect(state().persistent).toBe(true);
  });
});

describe('a picture that an earlier visit left', () => {
  const visited = async (own = file('mine.jpg'), change = {}) => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller } = await begun(storage, change);
    await controller.takeContent([own]);
    await turns();
    return storage;
  };
  const rows = async (storage: PictureStorage) => (await storage.read()).map(({ name }) => name);

  it.each(['internal', 'invalid-input'] as const)(
    'stays when it cannot be opened (%s), is told of, and can be forgotten',
    async (code) => {
      const storage = await visited();
      const open = async () => {
        throw new SfumatoError(code, 'It took longer than 30 seconds.');
      };
      const { controller, state } = await begun(storage, { open });
      expect(state()).toMatchObject({ opening: undefined, content: { standsIn: true } });
      expect(state().refused).toMatchObject([{ message: 'It took longer than 30 seconds.' }]);
      expect(state().unopened).toBe(true);
      expect(await rows(storage)).toEqual(['mine.jpg']);
      controller.forget();
      await turns();
      expect(state().unopened).toBe(false);
      expect(await rows(storage)).toEqual([]);
    },
  );

  it('comes back when what was dropped meanwhile cannot be opened', async () => {
    const storage = await visited();
    let count = 0;
    const open = (_file: File, signal: AbortSignal) => {
      if (++count === 1) {
        return new Promise<OpenedFile>((_, reject) => {
          const stopped = new SfumatoError('cancelled', 'Stopped.');
          signal.addEventListener('abort', () => reject(stopped));
        });
      }
      return count === 2
        ? Promise.reject(new SfumatoError('invalid-input', 'It is empty.'))
        : Promise.resolve(opened);
    };
    const { controller, state } = created(storage, { open });
    void controller.begin();
    await turns();
    expect(state().opening).toBe('mine.jpg');
    await controller.takeContent([file('broken.jpg')]);
    await turns();
    expect(state().content).toMatchObject({ name: 'mine.jpg', standsIn: false });
    expect(state().refused).toMatchObject([{ name: 'broken.jpg' }]);
    expect(await rows(storage)).toEqual(['mine.jpg']);
  });

  it('comes back when what another screen brought along cannot be opened', async () => {
    const storage = await visited();
    const open = async ({ name }: File) => {
      if (name === 'broken.jpg') throw new SfumatoError('invalid-input', 'It is empty.');
      return opened;
    };
    const { controller, state } = created(storage, { open });
    const brought = controller.takeContent([file('broken.jpg')]);
    await Promise.all([controller.begin(), brought]);
    await turns();
    expect(state().content).toMatchObject({ name: 'mine.jpg', standsIn: false });
  });

  it('as a reduced copy says so, at every visit', async () => {
    const huge = file('huge.jpg');
    Object.defineProperty(huge, 'size', { value: 30e6 });
    const storage = await visited(huge);
    const open = async () => ({ ...opened, width: 1400, height: 700 });
    for (let visit = 0; visit < 2; visit++) {
      const { state } = await begun(storage, { open });
      expect(state().content!.notes).toEqual([
        expect.stringContaining('kept of your picture of 4,000 × 2,000'),
      ]);
    }
  });

  it('is kept whole when keeping is switched off and on again', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller } = await begun(storage);
    await controller.takeContent([file('mine.jpg')]);
    controller.setKeeping(false);
    controller.setKeeping(true);
    await turns();
    const [kept] = await storage.read();
    expect(new TextDecoder().decode(kept!.bytes)).toBe('x');
    expect(kept!.reducedFrom).toBeUndefined();
  });
});

describe('a generated picture', () => {
  it('is shown whatever was shown, and here again at the next visit, pixel for pixel', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller, state } = await begun(storage);
    controller.set({ mode: 'webcam' });
    await controller.paintPoint('code');
    await turns();
    expect(state()).toMatchObject({ mode: 'picture', content: { standsIn: false } });
    const [kept] = await storage.read();
    expect([kept!.name, kept!.type]).toEqual(['Generated', 'image/png']);
    expect(new TextDecoder().decode(kept!.bytes)).toBe('exact');
    const second = await begun(storage);
    expect(second.state().content).toMatchObject({ name: 'Generated', standsIn: false });
  });

  it('does not take the place of a file that was dropped after it', async () => {
    const { controller, state, drawPoint } = await begun();
    let draw: () => void = () => undefined;
    drawPoint.mockReturnValueOnce(
      new Promise((resolve) => {
        draw = () => resolve({ picture, name: 'Late' });
      }),
    );
    const late = controller.paintPoint('code');
    await controller.takeContent([file('mine.jpg')]);
    draw();
    await late;
    await turns();
    expect(state().content).toMatchObject({ name: 'mine.jpg' });
  });

  it('that cannot be drawn says so, and what was there stays', async () => {
    const { controller, state, drawPoint } = await begun();
    const before = state().content;
    drawPoint.mockRejectedValueOnce(new SfumatoError('outdated-point', 'It went on learning.'));
    await expect(controller.paintPoint('code')).rejects.toThrow('It went on learning.');
    expect(state()).toMatchObject({ content: before, opening: undefined });
  });
});
