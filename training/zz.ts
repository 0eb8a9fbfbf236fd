import { identifyAll } from './cli/identify';

let max = 0;
const t = performance.now();
const failed = await identifyAll(
  ['/work/shared/data/photos', '/work/shared/data/paintings/claude-monet'],
  {
    engine: {
      identify: async () => ({
        model: '',
        version: 1,
        artists: [],
        styles: [],
        genres: [],
        noneOfThese: 0,
        embedding: new Float32Array(1),
      }),
    },
    modelId: '',
    top: 5,
    stopped: () => false,
    report: async (l) => {
      max = Math.max(max, process.memoryUsage().rss);
      if ('error' in l) console.log(l);
    },
    onProgress: (d, n) => {
      if (d === n) console.log(d, n);
    },
  },
);
console.log({ failed, rss: (max / 1e6) | 0, s: (performance.now() - t) / 1000 });
