/** Painted pictures against content and style through perceptual networks. */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import {
  contentLoss,
  covarianceLoss,
  gramLoss,
  momentLoss,
  patternLoss,
  styleTarget,
  type StyleTarget,
} from './losses';
import { readPerceptual, type LayerName, type PerceptualNetwork } from './perceptual';

/** How much a layer counts. */
export const layerSchema = z.object({
  network: z.enum(['vgg19', 'vgg19-16x']),
  layer: z.string().regex(/^relu\d\d$/),
  content: z.number().min(0).default(0),
  style: z.number().min(0).default(0),
});
export type WeightedLayer = z.output<typeof layerSchema>;

/** What pictures should look like, in the layers that count, in their order. */
export interface Targets {
  readonly content: readonly tf.Tensor4D[];
  readonly style: readonly StyleTarget[];
}

/** How features are compared: as results are judged, or as a network learns. */
const COMPARISONS = {
  judged: { content: contentLoss, gram: gramLoss },
  learned: { content: patternLoss, gram: covarianceLoss },
} as const;

/** Weighted means over the layers, one number a picture, [batch]. */
export interface Distances {
  readonly content: tf.Tensor1D;
  readonly gram: tf.Tensor1D;
  readonly moments: tf.Tensor1D;
}

/**
 * @param features paths of raw tensors, without `.json`.
 * @throws SfumatoError `invalid-input` if a layer's network is not among them.
 */
export async function readMeasure(
  features: readonly string[],
  layers: readonly WeightedLayer[],
): Promise<Measure> {
  const networks: PerceptualNetwork[] = [];
  for (const base of features) networks.push(await readPerceptual(base));
  const missing = layers.find((l) => !networks.some(({ kind }) => kind === l.network));
  if (!missing) return new Measure(networks, layers);
  for (const network of networks) network.dispose();
  throw new SfumatoError(
    'invalid-input',
    `The layer ${missing.layer} is of ${missing.network}, which is not among the networks of --features.`,
  );
}

type Features = ReadonlyMap<WeightedLayer, tf.Tensor4D>;

export class Measure {
  /** @param layers weights of content and of style are shares of their sums. */
  constructor(
    private readonly networks: readonly PerceptualNetwork[],
    private readonly layers: readonly WeightedLayer[],
  ) {}

  /** @param contents, styles [batch, side, side, 3] in [-1, 1]; the sides may differ. */
  targets(contents: tf.Tensor4D, styles: tf.Tensor4D): Targets {
    const content = this.features(contents, this.counting('content'));
    const style = this.features(styles, this.counting('style'));
    return { content: [...content.values()], style: [...style.values()].map(styleTarget) };
  }

  distances(
    pictures: tf.Tensor4D,
    targets: Targets,
    comparison: keyof typeof COMPARISONS = 'judged',
  ): Distances {
    const compare = COMPARISONS[comparison];
    const features = this.features(pictures, this.layers);
    const content = this.mean('content', (layer, i) =>
      compare.content(features.get(layer)!, targets.content[i]!),
    );
    const found = this.counting('style').map((layer) => styleTarget(features.get(layer)!));
    const style = (loss: typeof momentLoss) =>
      this.mean('style', (_, i) => loss(found[i]!, targets.style[i]!));
    return { content, gram: style(compare.gram), moments: style(momentLoss) };
  }

  dispose(): void {
    for (const network of this.networks) network.dispose();
  }

  private counting(what: 'content' | 'style'): WeightedLayer[] {
    return this.layers.filter((layer) => layer[what] > 0);
  }

  private mean(
    what: 'content' | 'style',
    of: (layer: WeightedLayer, index: number) => tf.Tensor1D,
  ): tf.Tensor1D {
    const layers = this.counting(what);
    const sum = layers.reduce((total, layer) => total + layer[what], 0);
    const weighted = layers.map((layer, i) => tf.mul<tf.Tensor1D>(of(layer, i), layer[what] / sum));
    return tf.addN(weighted);
  }

  /** In the order of `layers`. */
  private features(pictures: tf.Tensor4D, layers: readonly WeightedLayer[]): Features {
    const found = this.networks.map((network) => {
      const wanted = layers.filter((layer) => layer.network === network.kind);
      const names = wanted.map(({ layer }) => layer as LayerName);
      return { kind: network.kind, features: network.features(pictures, names) };
    });
    return new Map(
      layers.map((layer) => {
        const { features } = found.find(({ kind }) => kind === layer.network)!;
        return [layer, features.get(layer.layer as LayerName)!];
      }),
    );
  }
}
