import { Command } from 'commander';
import { expect, it } from 'vitest';

import { typed } from './typed';

it('keeps what changes numbers, and no place on the machine', async () => {
  const command = new Command('measure')
    .requiredOption('--data <place>', '')
    .option('--held-out <place>', '')
    .option('--only <list>', '', (text) => text.split(','))
    .option('--count <n>', '', Number, 2000)
    .option('--size <px>', '', Number, 128)
    .option('--everything', '')
    .option('--json', '')
    .action(() => undefined);
  const given = ['--data', '/home/me/a.csv', '--only', 'fd-m,kid-m', '--size', '64'];
  await command.parseAsync([...given, '--everything', '--json'], { from: 'user' });
  expect(typed('measure it', command)).toBe(
    'measure it --data … --only fd-m,kid-m --size 64 --everything',
  );
});
