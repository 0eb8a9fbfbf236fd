import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ESLint } from 'eslint';
import typescript from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import { importDirections } from './import-directions.js';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The rule alone, so that files need not exist. */
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ['**/*.{ts,tsx}'],
      languageOptions: { parser: typescript.parser as never },
      plugins: { sfumato: { rules: { 'import-directions': importDirections } } },
      rules: { 'sfumato/import-directions': ['error', root] },
    },
  ],
});

async function messages(file: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath: join(root, file) });
  return results.flatMap((result) => result.messages.map((message) => message.message));
}

/** From the top of the house to the bottom; each may use those that follow. */
const CHAIN = [
  'app',
  'components',
  'lib/studio',
  'lib/engine',
  'models',
  'lib/image',
  'lib/latent',
];

const upwards = CHAIN.flatMap((from, i) => CHAIN.slice(0, i).map((to) => [from, to] as const));
const downwards = CHAIN.flatMap((from, i) => CHAIN.slice(i + 1).map((to) => [from, to] as const));

describe('the direction of imports', () => {
  it.each(upwards)('reports %s importing from %s', async (from, to) => {
    const file = `${from}/deep/virtual.ts`;
    const up = '../'.repeat(from.split('/').length + 1);
    for (const code of [
      `import { a } from '@/${to}/thing';`,
      `import type { A } from '@/${to}/thing';`,
      `import { a } from '${up}${to}/thing';`,
      `export { a } from '@/${to}/thing';`,
      `export * from '@/${to}';`,
      `void import('@/${to}/thing');`,
    ]) {
      const found = await messages(file, code);
      expect(found, code).toHaveLength(1);
      expect(found[0]).toContain(`${from} must not import from ${to}`);
    }
  });

  it.each(downwards)('lets %s import from %s', async (from, to) => {
    expect(await messages(`${from}/virtual.ts`, `import { a } from '@/${to}/thing';`)).toEqual([]);
  });

  it('lets the engine, the screens and the command line use answers, and answers nobody above', async () => {
    const code = `import type { Answer } from '@/lib/identify/answer';`;
    for (const room of ['lib/engine', 'lib/server', 'components', 'app', 'training/cli']) {
      expect(await messages(`${room}/virtual.ts`, code), room).toEqual([]);
    }
    for (const room of ['lib/latent', 'lib/image', 'models']) {
      expect(await messages(`${room}/virtual.ts`, code), room).toHaveLength(1);
    }
    for (const target of ['lib/engine/engine', 'lib/image/picture', 'components/ui/button']) {
      const upwards = `import '@/${target}';`;
      expect(await messages('lib/identify/virtual.ts', upwards), target).toHaveLength(1);
    }
  });

  it.each(['app', 'components', 'lib/studio', 'lib/engine', 'lib/server', 'models', 'lib/latent'])(
    'keeps %s from training, and training from the app',
    async (room) => {
      expect(await messages(`${room}/virtual.ts`, `import '@/training/gan/loop';`)).toHaveLength(1);
      const expected = room === 'models' || room === 'lib/latent' ? 0 : 1;
      const found = await messages('training/gan/virtual.ts', `import '@/${room}/thing';`);
      expect(found).toHaveLength(expected);
    },
  );

  it('lets the command line and the export use the engine, but no other part of training', async () => {
    const code = `import { createNodeEngine } from '@/lib/engine/node';`;
    expect(await messages('training/cli/generate.ts', code)).toEqual([]);
    expect(await messages('training/export/export.ts', code)).toEqual([]);
    expect(await messages('training/gan/loop.ts', code)).toHaveLength(1);
  });

  it('lets the command line paint as Transfer does, but no other part of training', async () => {
    const code = `import { paintCoarseToFine } from '@/lib/transfer/coarse-to-fine';`;
    expect(await messages('training/cli/stylize.ts', code)).toEqual([]);
    expect(await messages('training/stylizer/loop.ts', code)).toHaveLength(1);
  });

  it.each(['components', 'lib/studio', 'lib/engine', 'models', 'training'])(
    'keeps %s from what must not reach the browser',
    async (room) => {
      expect(await messages(`${room}/virtual.ts`, `import '@/lib/server/links';`)).toHaveLength(1);
    },
  );

  it.each(['app', 'components', 'lib/studio', 'lib/engine', 'models', 'lib/latent', 'training'])(
    'keeps %s from tests and scripts',
    async (room) => {
      const code = `import '@/tests/engine/fakes';\nimport '@/scripts/start.mjs';`;
      expect(await messages(`${room}/virtual.ts`, code)).toHaveLength(2);
    },
  );

  it('is not misled by names that merely begin alike', async () => {
    expect(await messages('lib/latent/virtual.ts', `import '@/lib/errors';`)).toEqual([]);
    expect(await messages('lib/latent/virtual.ts', `import '@/modelsmith/thing';`)).toEqual([]);
    expect(await messages('lib/errors.ts', `import './latent/point';`)).toHaveLength(1);
  });
});

describe('packages that stay out', () => {
  it.each([
    'lib/latent',
    'lib/image',
    'lib/identify',
    'lib/engine',
    'models',
    'training',
    'training/cli',
  ])('reports React in %s', async (room) => {
    for (const name of ['react', 'react-dom/client', 'next/navigation']) {
      const found = await messages(`${room}/virtual.ts`, `import '${name}';`);
      expect(found).toEqual([expect.stringContaining(`${room} must not import ${name}`)]);
    }
  });

  it.each([
    'app',
    'components',
    'lib/studio',
    'lib/server',
    'lib/latent',
    'lib/image',
    'lib/identify',
  ])('reports tfjs in %s', async (room) => {
    const code = `import * as tf from '@tensorflow/tfjs-core';`;
    expect(await messages(`${room}/virtual.tsx`, code)).toHaveLength(1);
  });

  it('lets the networks use tfjs and the components use React', async () => {
    expect(await messages('models/virtual.ts', `import '@tensorflow/tfjs-core';`)).toEqual([]);
    expect(await messages('components/virtual.tsx', `import 'react';`)).toEqual([]);
  });
});

describe('the configuration of the project', () => {
  it.each(['app/page.tsx', 'components/a.tsx', 'lib/latent/a.ts', 'models/a.ts', 'training/a.ts'])(
    'holds the directions in %s',
    async (file) => {
      const config = await new ESLint({ cwd: root }).calculateConfigForFile(join(root, file));
      expect(config.rules['sfumato/import-directions']).toEqual([2, root]);
    },
  );
});
