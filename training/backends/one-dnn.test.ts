import { describe, expect, it } from 'vitest';

import { configureOneDnn } from './one-dnn';

const ZEN_5 = 'processor\t: 0\nflags\t\t: fpu sse avx2 avx512f avx512_bf16 avx512_vnni\n';
const GRANITE_RAPIDS = 'processor\t: 0\nflags\t\t: fpu avx2 avx512f amx_bf16 amx_tile amx_int8\n';

function configured(cpuInfo: string, env: Record<string, string> = {}) {
  configureOneDnn(env, cpuInfo);
  return env;
}

describe('configureOneDnn', () => {
  it('keeps oneDNN to AVX2 where its AVX-512 was wrong, and where nothing is known', () => {
    const kept = { TF_ENABLE_ONEDNN_OPTS: '1', ONEDNN_MAX_CPU_ISA: 'AVX2' };
    expect(configured(ZEN_5)).toEqual(kept);
    expect(configured('')).toEqual(kept);
  });

  it('lets it use all that a CPU with AMX has', () => {
    expect(configured(GRANITE_RAPIDS)).toEqual({ TF_ENABLE_ONEDNN_OPTS: '1' });
  });

  it('leaves what is set', () => {
    const env = { TF_ENABLE_ONEDNN_OPTS: '0', ONEDNN_MAX_CPU_ISA: 'AVX512_CORE' };
    expect(configured(ZEN_5, { ...env })).toEqual(env);
    expect(configured(GRANITE_RAPIDS, { ...env })).toEqual(env);
  });
});
