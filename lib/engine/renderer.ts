/**
 * Renderers that emulate a GPU on the processor. WebAssembly beats them by an
 * order of magnitude, so the ladder passes them over.
 */
const SOFTWARE = [
  /swiftshader/i, // Chromium's own
  /llvmpipe|lavapipe|softpipe|swrast/i, // Mesa's
  /microsoft basic render/i, // WARP behind ANGLE, and Windows without a driver
  /\bwarp\b/i,
  /software (adapter|rasterizer|renderer)/i,
  /apple software renderer/i,
  /mesa offscreen/i,
  /google.*\bcpu\b/i, // WebGPU's description of SwiftShader
];

/** Whether a renderer string or an adapter's description names a software renderer. */
export function isSoftwareRenderer(description: string): boolean {
  return SOFTWARE.some((pattern) => pattern.test(description));
}

/** The parts of `GPUAdapterInfo` that tell; older browsers lack some of them. */
export interface AdapterFacts {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

/** One line that names a WebGPU adapter. */
export function describeAdapter(info: AdapterFacts): string {
  const parts = [info.description, info.vendor, info.architecture, info.device];
  return (
    parts.filter((part) => part !== undefined && part !== '').join(' ') || 'an unnamed adapter'
  );
}

export function isSoftwareAdapter(info: AdapterFacts): boolean {
  return info.isFallbackAdapter === true || isSoftwareRenderer(describeAdapter(info));
}
