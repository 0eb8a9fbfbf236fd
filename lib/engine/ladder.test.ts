import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import { createFakeClock, createFakeRung } from '@/tests/engine/fakes';

import { createLadder, type LadderParts } from './ladder';
import type { Place } from './rung';

function ladderOf(parts: Partial<LadderParts> & Pick<LadderParts, 'rungs'>) {
  return createLadder({
    check: async () => undefined,
    beforeClose: () => undefined,
    clock: createFakeClock(),
    ...parts,
  });
}

const broken = (reason: string) => () => {
  throw new Error(reason);
};

describe('createLadder', () => {
  it('stands on the first rung that opens and tells why it passed over the others', async () => {
    const webgpu = createFakeRung('webgpu', broken('no GPU'));
    const webgl = createFakeRung('webgl', broken('it has a software renderer (SwiftShader)'));
    const wasm = createFakeRung('wasm');
    const cpu = createFakeRung('cpu');
    const ladder = ladderOf({ rungs: [webgpu, webgl, wasm, cpu] });
    await ladder.use();
    expect(ladder.report()).toEqual({
      backend: 'wasm',
      passedOver: [
        { backend: 'webgpu', reason: 'no GPU' },
        { backend: 'webgl', reason: 'it has a software renderer (SwiftShader)' },
      ],
    });
    expect(cpu.opened).toBe(0);
  });

  it('opens a rung once, however often it is used', async () => {
    const wasm = createFakeRung('wasm');
    const ladder = ladderOf({ rungs: [wasm] });
    expect(await ladder.use()).toBe(await ladder.use());
    expect(wasm.opened).toBe(1);
  });

  it('passes over a rung that miscalculates, and closes it', async () => {
    const webgl = createFakeRung('webgl');
    const wasm = createFakeRung('wasm');
    const check = async () => {
      if (wasm.opened === 0) throw new Error('it miscalculates');
    };
    const ladder = ladderOf({ rungs: [webgl, wasm], check });
    await ladder.use();
    expect(ladder.report()?.backend).toBe('wasm');
    expect(ladder.report()?.passedOver).toEqual([{ backend: 'webgl', reason: 'it miscalculates' }]);
    expect(webgl.closed).toBe(1);
  });

  it('passes over a rung that never answers', async () => {
    const webgpu = createFakeRung('webgpu');
    const wasm = createFakeRung('wasm');
    const clock = createFakeClock();
    const check = async (place: Place) => {
      if (wasm.opened === 0) await place.await(new Promise(() => undefined));
    };
    const ladder = ladderOf({ rungs: [webgpu, wasm], check, clock });
    const using = ladder.use();
    await clock.pause();
    clock.advance(60_000);
    await using;
    expect(ladder.report()?.backend).toBe('wasm');
    expect(clock.pending).toBe(0);
  });

  it('tries the rung asked for first, emulated or not, and the others after it', async () => {
    const webgpu = createFakeRung('webgpu');
    const webgl = createFakeRung('webgl', broken('not here'));
    const ladder = ladderOf({ rungs: [webgpu, webgl], override: 'webgl' });
    await ladder.use();
    expect(webgl.allowedSoftware).toBe(true);
    expect(webgpu.allowedSoftware).toBe(false);
    expect(ladder.report()).toEqual({
      backend: 'webgpu',
      passedOver: [{ backend: 'webgl', reason: 'not here' }],
    });
  });

  it('opens a lost rung again, and leaves it when it is lost again soon', async () => {
    const webgl = createFakeRung('webgl');
    const wasm = createFakeRung('wasm');
    const clock = createFakeClock();
    const ladder = ladderOf({ rungs: [webgl, wasm], clock });
    await ladder.use();
    await ladder.renew('context lost');
    expect(webgl).toMatchObject({ opened: 2, closed: 1 });
    expect(ladder.report()?.backend).toBe('webgl');
    clock.advance(1_000);
    await ladder.renew('context lost');
    expect(ladder.report()).toEqual({
      backend: 'wasm',
      passedOver: [{ backend: 'webgl', reason: 'context lost' }],
    });
  });

  it('keeps a rung that is lost now and then', async () => {
    const webgl = createFakeRung('webgl');
    const clock = createFakeClock();
    const ladder = ladderOf({ rungs: [webgl], clock });
    await ladder.use();
    for (let i = 0; i < 5; i++) {
      clock.advance(3_600_000);
      await ladder.renew('the laptop slept');
    }
    expect(webgl.opened).toBe(6);
    expect(ladder.report()?.backend).toBe('webgl');
  });

  it('lets tensors be disposed before the back end goes', async () => {
    const events: string[] = [];
    const ladder = ladderOf({
      rungs: [createFakeRung('webgl'), createFakeRung('wasm')],
      check: async () => void events.push('check'),
      beforeClose: () => events.push('dispose'),
    });
    await ladder.use();
    await ladder.descend('its picture is wrong');
    expect(events).toEqual(['check', 'dispose', 'check']);
  });

  it('says what was tried when nothing works, and starts from the top the next time', async () => {
    const wasm = createFakeRung('wasm', (time) => {
      if (time === 1) throw new Error('out of memory');
    });
    const cpu = createFakeRung('cpu', (time) => {
      if (time === 1) throw new Error('too small');
    });
    const ladder = ladderOf({ rungs: [wasm, cpu] });
    await expect(ladder.use()).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringContaining('wasm: out of memory; cpu: too small') as string,
    });
    expect(ladder.report()).toBeUndefined();
    await ladder.use();
    expect(ladder.report()).toEqual({ backend: 'wasm', passedOver: [] });
  });

  it('does not hold a broken connection against a rung', async () => {
    const wasm = createFakeRung('wasm', (time) => {
      if (time === 1) throw new SfumatoError('download-failed', 'Offline.');
    });
    const cpu = createFakeRung('cpu');
    const ladder = ladderOf({ rungs: [wasm, cpu] });
    await expect(ladder.use()).rejects.toMatchObject({ code: 'download-failed' });
    await ladder.use();
    expect(ladder.report()).toEqual({ backend: 'wasm', passedOver: [] });
    expect(cpu.opened).toBe(0);
  });
});
