import { describe, expect, it } from 'vitest';

import { describeAdapter, isSoftwareAdapter, isSoftwareRenderer } from './renderer';

describe('isSoftwareRenderer', () => {
  it.each([
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'Google SwiftShader',
    'llvmpipe (LLVM 15.0.6, 256 bits)',
    'Mesa/X.org, llvmpipe (LLVM 12.0.0, 256 bits)',
    'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'softpipe',
    'lavapipe (LLVM 17.0.6, 256 bits)',
    'Apple Software Renderer',
    'Mesa OffScreen',
  ])('knows %s', (name) => expect(isSoftwareRenderer(name)).toBe(true));

  it.each([
    'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)',
    'ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)',
    'Apple GPU',
    'Adreno (TM) 650',
    'Mali-G78',
    'AMD Radeon Pro 5500M, or similar',
    'WebKit WebGL',
  ])('leaves %s alone', (name) => expect(isSoftwareRenderer(name)).toBe(false));
});

describe('isSoftwareAdapter', () => {
  it('believes an adapter that calls itself a fallback', () => {
    expect(isSoftwareAdapter({ vendor: 'acme', isFallbackAdapter: true })).toBe(true);
  });

  it('knows SwiftShader by its architecture', () => {
    expect(isSoftwareAdapter({ vendor: 'google', architecture: 'swiftshader' })).toBe(true);
  });

  it('leaves real GPUs alone, and those that do not say what they are', () => {
    expect(isSoftwareAdapter({ vendor: 'nvidia', architecture: 'ampere' })).toBe(false);
    expect(isSoftwareAdapter({})).toBe(false);
    expect(describeAdapter({})).toBe('an unnamed adapter');
  });
});
