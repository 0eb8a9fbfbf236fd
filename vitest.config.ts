import { fileURLToPath } from 'node:url';

import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that set nothing up for TensorFlow's native library. */
const APP = ['app', 'components', 'lib', 'models'].map((room) => `${room}/**/*.test.{ts,tsx}`);

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    exclude: [
      ...configDefaults.exclude,
      'tests/e2e/**',
      'training/node_modules/**',
      '.next*/**',
      'runs/**',
    ],
    environment: 'node',
    // Numeric tests on two busy cores: slow is not the same as hung.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    projects: [
      // A thread begins in two thirds of the time that a process takes …
      { extends: true, test: { name: 'app', include: APP, pool: 'threads' } },
      // … but does not hand its environment on to that library, which is set up by it.
      {
        extends: true,
        test: { name: 'training', include: ['**/*.test.ts'], exclude: APP, pool: 'forks' },
      },
    ],
  },
});
