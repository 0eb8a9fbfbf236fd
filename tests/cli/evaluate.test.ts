import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { generators } from '@/models/registry';

/** The command line as people run it: a process of its own. */
const COMMAND = ['--import', 'tsx', 'training/cli/main.ts', 'evaluate', 'generator'];
const model = generators[0]!.id;

function evaluate(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...COMMAND, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

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
