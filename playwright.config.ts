import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { defineConfig } from '@playwright/test';

import { nextEnvironment, serverArguments } from './scripts/lib/build.mjs';
import { findChromium } from './scripts/lib/chromium.mjs';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/[\\/]$/, '');

/** `npm test` chooses a free port; on its own, `npx playwright test` takes this one. */
const port = Number(process.env['SFUMATO_TEST_PORT'] ?? 3105);
const baseURL = `http://localhost:${port}`;
const executablePath = findChromium(root);
const report = process.env['SFUMATO_TEST_REPORT'];

/** What the server keeps, and what it prints: made by the runner, whose workers inherit the name. */
const data = (process.env['SFUMATO_TEST_DATA'] ??= madeFolder());

function madeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sfumato-e2e-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Of its own, whatever is set where the tests run. */
const serverSettings = {
  SFUMATO_DATA: data,
  SFUMATO_ADMINISTRATORS: 'administrator@example.org',
  DATABASE_URL: '',
  SFUMATO_URL: '',
  SMTP_URL: '',
};

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Networks compute on the processor here: one browser for two cores.
  workers: Math.max(1, Math.floor(cpus().length / 2)),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  retries: 1,
  reporter: [
    ['list'],
    ...(report === undefined ? [] : [['json', { outputFile: report }] as const]),
  ],
  use: {
    baseURL,
    // Installed anew for every test it costs a second or two, and it hides requests from
    // `page.route`: tests of playing without a network, and of what is sent, allow it.
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: executablePath === undefined ? {} : { executablePath },
  },
  webServer: {
    // Links for signing in are printed on the console, and read from there.
    command: `${['node', ...serverArguments(root, port)].map((part) => `"${part}"`).join(' ')} 2> "${join(data, 'console.txt')}"`,
    url: `${baseURL}/offline`,
    env: { ...process.env, ...nextEnvironment, ...serverSettings } as Record<string, string>,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
