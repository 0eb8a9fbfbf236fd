import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { findWheel } from './wheel.mjs';

const suffix = process.platform === 'darwin' ? '2.dylib' : 'so.2';
const FILES = [
  `tensorflow/libtensorflow_cc.${suffix}`,
  `tensorflow/libtensorflow_framework.${suffix}`,
  'tensorflow/include/tensorflow/c/c_api.h',
  'tensorflow/include/tensorflow/c/eager/c_api.h',
];

describe('the TensorFlow wheel a person names', () => {
  let folder: string;
  const put = (files: readonly string[]) => {
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wheel-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('may be named by its tensorflow folder or by the one above', () => {
    put(FILES);
    expect(findWheel(folder)).toBe(join(folder, 'tensorflow'));
    expect(findWheel(join(folder, 'tensorflow'))).toBe(join(folder, 'tensorflow'));
  });

  it('is refused with the names of what it lacks', () => {
    put(FILES.slice(0, 2));
    expect(() => findWheel(folder)).toThrow(/include\/tensorflow\/c\/c_api\.h.* missing/);
  });

  it('has to be unpacked', () => {
    put(['some.whl']);
    expect(() => findWheel(join(folder, 'some.whl'))).toThrow(/Unpack the wheel/);
  });

  it('has to be there', () => {
    expect(() => findWheel(join(folder, 'nowhere'))).toThrow(/There is no folder/);
  });
});
