import { describe, expect, it, vi } from 'vitest';

import { countOf, countPlaywright, countVitest, one } from './results.mjs';

describe('counting what the runners report', () => {
  it('adds up tests, and files that did not even load', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 2,
      testResults: [
        { status: 'failed', assertionResults: [{}] },
        { status: 'failed', assertionResults: [] },
      ],
    };
    expect(countVitest(report, 1)).toEqual({ passed: 7, failed: 3 });
  });

  it('takes a test that passed on its second try as passed', () => {
    const report = { stats: { expected: 4, flaky: 1, unexpected: 0, skipped: 0 } };
    expect(countPlaywright(report, 0)).toEqual({ passed: 5, failed: 0 });
  });

  it('never calls a failed run a success', () => {
    expect(countVitest(undefined, 1)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright(undefined, 0)).toEqual({ passed: 0, failed: 1 });
    const green = { stats: { expected: 4, flaky: 0, unexpected: 0 } };
    expect(countPlaywright(green, 1)).toEqual({ passed: 4, failed: 1 });
  });
});

it('counts a check that cannot be made as failed, and says why', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const broken = () => Promise.reject(new Error('There is no Chromium at /nowhere.'));
  expect(await countOf(broken)).toEqual({ passed: 0, failed: 1 });
  expect(said).toHaveBeenCalledWith('There is no Chromium at /nowhere.');
  said.mockRestore();
  expect(await countOf(() => Promise.resolve(one(true)))).toEqual({ passed: 1, failed: 0 });
});
