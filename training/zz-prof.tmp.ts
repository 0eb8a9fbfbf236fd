import * as tf from '@tensorflow/tfjs-core';
import { selectBackend } from '@/training/backends/select';
import { filterGradient, filterGradientByTaps, inputGradient } from '@/training/backends/missing-kernels';
const s = await selectBackend('webgpu'); console.log(s.detail);
const cases: [number[], number[], number][] = [ [[8,32,32,32],[3,3,32,16],1],[[8,8,8,64],[4,4,64,128],2] ];
const time = async (f: () => tf.Tensor) => { {const t=f(); await t.data(); t.dispose();} const a=performance.now(); for(let i=0;i<2;i++){const t=f(); await t.data(); t.dispose();} return ((performance.now()-a)/2).toFixed(1); };
for (const [xs, fs, st] of cases) {
  const x = tf.randomNormal(xs as any) as tf.Tensor4D, f = tf.randomNormal(fs as any) as tf.Tensor4D;
  const y = tf.conv2d(x, f, st, 'same') as tf.Tensor4D; const dy = tf.randomNormal(y.shape) as tf.Tensor4D;
  const at = { strides: st, pad: 'same' as const, dataFormat: 'NHWC' as const };
  const orig = (n: string, inputs: any, extra: any) => () => (tf as any).engine().runKernel(n, inputs, {...at, ...extra});
  const row: Record<string, string> = { x: xs.join('x'), f: fs.join('x') };
  row.fwd = await time(() => tf.conv2d(x, f, st, 'same'));
  row.dw0 = await time(orig('Conv2DBackpropFilter', { x, dy }, { filterShape: fs }));
  row.dwT = await time(() => filterGradientByTaps(x, dy, fs as any, at));
  row.dwC = await time(() => filterGradient(x, dy, fs as any, at));
  row.dx0 = await time(orig('Conv2DBackpropInput', { dy, filter: f }, { inputShape: xs }));
  tf.env().set('WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE', false);
  row.dxM = await time(orig('Conv2DBackpropInput', { dy, filter: f }, { inputShape: xs }));
  tf.env().set('WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE', true);
  row.dx1 = await time(() => inputGradient(dy, f, xs as any, at));
  console.log(JSON.stringify(row));
}
