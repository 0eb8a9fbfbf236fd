import * as tf from '@tensorflow/tfjs-core';
import { selectBackend } from '@/training/backends/select';
import { batchNorm } from '@/models/layers';
import { createRandom } from '@/lib/latent/random';
const fused = (weights: any, name: string, x: tf.Tensor4D, pass: any, { momentum, epsilon }: any) => {
  const axes = [0, 1, 2];
  const f = tf.customGrad((...args: any[]) => {
    const [input, gamma, beta, save] = args as [tf.Tensor4D, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const mean = tf.mean(input, axes);
    const variance = tf.mean(tf.squaredDifference(input, mean), axes);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const scale = tf.mul(gamma, inverse);
    const value = tf.add(tf.mul(input, scale), tf.sub(beta, tf.mul(mean, scale)));
    save([input, mean, inverse, scale]);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, mean, inverse, scale] = saved as any;
      const n = x.size / mean.size;
      const dBeta = tf.sum(dy, axes);
      const dGamma = tf.mul(inverse, tf.sub(tf.sum(tf.mul(dy, x), axes), tf.mul(mean, dBeta)));
      const b = tf.mul(tf.mul(scale, inverse), tf.div(dGamma, -n));
      const c = tf.sub(tf.neg(tf.mul(b, mean)), tf.mul(scale, tf.div(dBeta, n)));
      const dx = tf.add(tf.add(tf.mul(dy, scale), tf.mul(x, b)), c);
      return [dx, dGamma, dBeta];
    } };
  });
  return f(x, weights[name + '/gamma'], weights[name + '/beta']) as tf.Tensor4D;
};
const run = async () => {
  await selectBackend('node');
  for (const shape of [[32, 28, 28, 64], [32, 7, 7, 256], [32,56,56,64]] as any[]) {
    const c = shape[3];
    const x = tf.randomNormal(shape) as tf.Tensor4D;
    const w: any = { 'n/gamma': tf.randomNormal([c]), 'n/beta': tf.randomNormal([c]), 'n/movingMean': tf.zeros([c]), 'n/movingVariance': tf.ones([c]) };
    const q = tf.randomNormal(shape);
    const k = tf.randomNormal([3, 3, c, c]) as tf.Tensor4D;
    const go = (bn: any) => tf.tidy(() => { const pass = { updates: {} as any, random: createRandom(1) }; const r = tf.valueAndGrads((a: any, g: any, b: any) => tf.sum(tf.mul(bn({ ...w, 'n/gamma': g, 'n/beta': b }, 'n', a, pass, { momentum: 0.9, epsilon: 1e-5 }), q)))([x, w['n/gamma'], w['n/beta']]); tf.dispose(pass.updates); return r.grads; });
    const conv = () => tf.tidy(() => tf.grads((a: any, kk: any) => tf.sum(tf.mul(tf.conv2d(a, kk, 1, 'same'), q)))([x, k]));
    const base = () => tf.tidy(() => tf.grads((a: any) => tf.sum(tf.mul(a, q)))([x]));
    const [a, b] = [go(batchNorm), go(fused)];
    console.log(shape.join('x'), a.map((t, i) => tf.max(tf.abs(tf.sub(t, b[i]!))).dataSync()[0]! / tf.max(tf.abs(t)).dataSync()[0]!));
    const time = (f: () => any) => { let best = Infinity; for (let i = 0; i < 12; i++) { const t = performance.now(); tf.dispose(f()); best = Math.min(best, performance.now() - t); } return best.toFixed(1); };
    console.log('old', time(() => go(batchNorm)), 'fused', time(() => go(fused)), 'conv', time(conv), 'base', time(base));
  }
};
run();
