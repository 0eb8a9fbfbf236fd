import { SfumatoError } from '@/lib/errors';

import type { ClassifierNetwork } from './classifier';
import {
  conditionalDiscriminator,
  conditionalDiscriminatorOptions,
  conditionalGenerator,
  conditionalGeneratorOptions,
} from './conditional-dcgan';
import {
  dcganDiscriminator,
  dcganDiscriminatorOptions,
  dcganGenerator,
  dcganGeneratorOptions,
} from './dcgan';
import { fastganGenerator, fastganOptions } from './fastgan';
import type { DiscriminatorNetwork, GeneratorNetwork } from './generator';
import { mobilenetOptions, mobilenetV2 } from './mobilenet-v2';
import { projectedDiscriminator, projectedOptions } from './projected';
import { resnet, resnetOptions } from './resnet';
import { stylizer, stylizerOptions, type StylizerNetwork } from './stylizer';

/** Generators by the name in their card; the options are checked against the architecture's schema. */
const generators: Record<string, (options: unknown) => GeneratorNetwork> = {
  dcgan: (options) => dcganGenerator(dcganGeneratorOptions.parse(options)),
  'conditional-dcgan': (options) =>
    conditionalGenerator(conditionalGeneratorOptions.parse(options)),
  fastgan: (options) => fastganGenerator(fastganOptions.parse(options)),
};

const discriminators: Record<string, (options: unknown) => DiscriminatorNetwork> = {
  dcgan: (options) => dcganDiscriminator(dcganDiscriminatorOptions.parse(options)),
  'conditional-dcgan': (options) =>
    conditionalDiscriminator(conditionalDiscriminatorOptions.parse(options)),
  projected: (options) => projectedDiscriminator(projectedOptions.parse(options)),
};

const classifiers: Record<string, (options: unknown) => ClassifierNetwork> = {
  resnet: (options) => resnet(resnetOptions.parse(options)),
  'mobilenet-v2': (options) => mobilenetV2(mobilenetOptions.parse(options)),
};

const stylizers: Record<string, (options: unknown) => StylizerNetwork> = {
  stylizer: (options) => stylizer(stylizerOptions.parse(options)),
};

export const generatorNames = Object.keys(generators);
export const discriminatorNames = Object.keys(discriminators);
export const classifierNames = Object.keys(classifiers);

/** @throws SfumatoError `invalid-input` for an architecture this version does not have. */
export function createGenerator(architecture: string, options: unknown): GeneratorNetwork {
  return pick(generators, architecture, 'generator')(options);
}

/** @throws SfumatoError `invalid-input` for an architecture this version does not have. */
export function createDiscriminator(architecture: string, options: unknown): DiscriminatorNetwork {
  return pick(discriminators, architecture, 'discriminator')(options);
}

/** @throws SfumatoError `invalid-input` for an architecture this version does not have. */
export function createClassifier(architecture: string, options: unknown): ClassifierNetwork {
  return pick(classifiers, architecture, 'classifier')(options);
}

/** @throws SfumatoError `invalid-input` for an architecture this version does not have. */
export function createStylizer(architecture: string, options: unknown): StylizerNetwork {
  return pick(stylizers, architecture, 'stylizer')(options);
}

function pick<T>(from: Record<string, T>, name: string, what: string): T {
  const found = Object.hasOwn(from, name) ? from[name] : undefined;
  if (found) return found;
  throw new SfumatoError(
    'invalid-input',
    `There is no ${what} architecture named "${name}"; there are: ${Object.keys(from).join(', ')}.`,
  );
}
