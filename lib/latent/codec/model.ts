import { SfumatoError } from '@/lib/errors';

import { mixableIds } from '../mix';
import type { ModelFacts } from '../point';
import { indexBits, type BitReader, type BitWriter } from './bits';
import { fnv1a, shortName } from './hash';

/**
 * How a link names its model, 40 bits: 24 of a hash of the id, the version, and 8 of
 * a hash of the class list and the latent dimension.
 *
 * Classes are then written as their index in that list rather than as a hash of their
 * own: 16-bit hashes of a hundred painters collide in one list of fourteen, and an
 * index takes 5 to 7 bits. An index alone would silently show the wrong painter if
 * somebody re-sorted the list without a new version; the hash of the list finds that.
 */
export function writeModel(
  writer: BitWriter,
  model: string,
  catalogue: readonly ModelFacts[],
): ModelFacts {
  const facts = catalogue.find((entry) => entry.id === model);
  if (!facts) throw unknownModel(`The model "${model}" is not among those of this site`);
  if (
    catalogue.some((entry) => entry.id !== model && shortName(entry.id) === shortName(facts.id))
  ) {
    throw new SfumatoError(
      'internal',
      `The model "${model}" has the same short name as another in links: rename one of them.`,
    );
  }
  writer.write(shortName(facts.id), 24);
  writer.write(facts.version, 8);
  writer.write(fingerprint(facts), 8);
  return facts;
}

/** @throws SfumatoError `unknown-model`, `outdated-point` */
export function readModel(reader: BitReader, catalogue: readonly ModelFacts[]): ModelFacts {
  const name = reader.read(24);
  const version = reader.read(8);
  const print = reader.read(8);
  const facts = catalogue.find((entry) => shortName(entry.id) === name);
  if (!facts) throw unknownModel('This link belongs to a model that is not on this site');
  if (version > facts.version) {
    throw new SfumatoError(
      'outdated-point',
      `This link was made with a newer version of the model "${facts.id}": reload the page and open it again.`,
    );
  }
  if (version < facts.version || print !== fingerprint(facts)) {
    throw new SfumatoError(
      'outdated-point',
      `The model "${facts.id}" has learned anew since this link was made and would show another picture: start from a new one.`,
    );
  }
  return facts;
}

function unknownModel(what: string): SfumatoError {
  return new SfumatoError(
    'unknown-model',
    `${what}: ask where the link comes from, or start from a new picture here.`,
  );
}

/** The others stand last, so that a link from before there were any is read as ever, unless they take a bit more. */
function fingerprint(facts: ModelFacts): number {
  const { latentDim, classIds } = facts;
  const ids = mixableIds(facts);
  const known = indexBits(ids.length) > indexBits(classIds.length) ? ids : classIds;
  const hash = fnv1a([latentDim, ...known].join('\n'));
  return ((hash >>> 24) ^ (hash >>> 16) ^ (hash >>> 8) ^ hash) & 0xff;
}
