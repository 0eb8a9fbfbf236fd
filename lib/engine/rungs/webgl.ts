import { createLoss } from '../loss';
import { isSoftwareRenderer } from '../renderer';
import type { Rung } from '../rung';
import { fetchCode, register, unregister } from './registry';

export const webglRung: Rung = {
  backend: 'webgl',
  async open(allowSoftware) {
    const { canvas, gl } = createContext(allowSoftware);
    const device = rendererOf(gl);
    if (isSoftwareRenderer(device) && !allowSoftware) {
      release(gl);
      throw new Error(`it has a software renderer (${device})`);
    }
    const { GPGPUContext, MathBackendWebGL, setWebGLContext } = await fetchCode(
      () => import('@tensorflow/tfjs-backend-webgl'),
    );

    const loss = createLoss();
    const onContextLost = () => loss.lose('the graphics context was lost');
    canvas.addEventListener('webglcontextlost', onContextLost);
    // Before anything reads tfjs's flags: they would make a context of their own.
    setWebGLContext(2, gl as WebGLRenderingContext);
    const gpgpu = new GPGPUContext(gl as WebGLRenderingContext);
    register('webgl', new MathBackendWebGL(gpgpu));
    return {
      ...loss,
      // The event comes late; the context knows at once.
      lost: () => loss.lost() ?? (gl.isContextLost() ? 'the graphics context was lost' : undefined),
      tfjsName: 'webgl',
      device,
      batch: 1,
      close() {
        canvas.removeEventListener('webglcontextlost', onContextLost);
        unregister('webgl');
        release(gl);
      },
    };
  },
};

function createContext(allowSoftware: boolean) {
  if (typeof OffscreenCanvas === 'undefined') {
    throw new Error('the browser does not offer WebGL to workers');
  }
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    premultipliedAlpha: false,
    preserveDrawingBuffer: false,
    failIfMajorPerformanceCaveat: !allowSoftware,
    powerPreference: 'high-performance',
  });
  if (!gl) {
    const missing = allowSoftware ? 'WebGL 2' : 'WebGL 2 on a GPU';
    throw new Error(`the browser does not offer ${missing}`);
  }
  return { canvas, gl };
}

function rendererOf(gl: WebGL2RenderingContext): string {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return typeof name === 'string' && name !== '' ? name : 'an unnamed renderer';
}

/** Gives the memory on the GPU back now instead of at the next garbage collection. */
function release(gl: WebGL2RenderingContext): void {
  if (!gl.isContextLost()) gl.getExtension('WEBGL_lose_context')?.loseContext();
}
