import { expect, it } from 'vitest';

import { createWatch } from './watch';

it('knows what is under way until all of it has ended, well or not', async () => {
  const watch = createWatch();
  const ends: { well: (answer: number) => void; badly: (reason: Error) => void }[] = [];
  const ask = watch.over(
    (_question: string) =>
      new Promise<number>((well, badly) => {
        ends.push({ well, badly });
      }),
  );
  expect(watch.idle()).toBe(true);
  const both = [ask('one'), ask('two')] as const;
  ends[0]!.well(1);
  expect(await both[0]).toBe(1);
  expect(watch.idle()).toBe(false);
  ends[1]!.badly(new Error('lost'));
  await expect(both[1]).rejects.toThrow('lost');
  expect(watch.idle()).toBe(true);
});
