import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { generators } from '@/models/registry';

import { sfumato } from './command';

const model = generators[0]!.id;
const evaluate = (...args: string[]) => sfumato('evaluate', 'generator', ...args);

describe('evaluate generator', () => {
  it('says where the feature network should be, and leaves the card alone', async () => {
    const card = `public/models/${model}/card.json`;
    const before = await readFile(card, 'utf8');
    const { code, stdout, stderr } = await evaluate(
      ...[model, '--data', 'public', '--features', 'nowhere/mobilenet', '--backend', 'cpu'],
    );
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/no feature network at nowhere\/mobilenet.json.*--features/);
    expect(await readFile(card, 'utf8')).toBe(before);
  });

  it('lists the metrics there are', async () => {
    const { code, stderr } = await evaluate(
      ...[model, '--data', 'public', '--features', 'nowhere', '--only', 'fid'],
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/no metric "fid".*fd-m.*blend-fidelity/);
  });
});
