import { and, eq } from 'drizzle-orm';

import { SfumatoError } from '@/lib/errors';
import { decodePoint, encodePoint } from '@/lib/latent/codec';
import type { LatentPoint } from '@/lib/latent/point';
import { proposeChildren } from '@/lib/lineage/proposals';
import { describeMix } from '@/lib/studio/describe';
import { seedOf } from '@/lib/studio/id';
import { catalogue, generators } from '@/models/registry';

import type { Queries } from '../database/database';
import { lineage, works } from '../database/schema';
import { maySee, type Viewer } from '../works/viewer';

/** A picture that might grow from a work. */
export interface Proposal {
  readonly code: string;
  readonly title: string;
}

const COUNT = 6;
/** Children kept away from; of more the rest is not looked at. */
const MOST_CHILDREN = 200;

/**
 * Children of a work that nobody has tried. The same ones for everybody, until one of them
 * is kept: pictures that were drawn once can be kept by whoever stands in between.
 * @param pictureCode of the work; one that cannot be drawn any more has no proposals
 */
export async function proposalsFor(
  queries: Queries,
  viewer: Viewer,
  { id, pictureCode }: { readonly id: string; readonly pictureCode: string },
): Promise<Proposal[]> {
  const parent = pointOf(pictureCode);
  const facts = parent && catalogue.find((model) => model.id === parent.model);
  const model = parent && generators.find((entry) => entry.id === parent.model);
  if (!parent || !facts) return [];
  const children = await queries
    .select({ code: works.pictureCode })
    .from(lineage)
    .innerJoin(works, and(eq(works.id, lineage.childId), maySee(viewer)))
    .where(eq(lineage.parentId, id))
    .orderBy(works.id)
    .limit(MOST_CHILDREN);
  const tried = children.flatMap(({ code }) => {
    const point = pointOf(code);
    return point?.model === parent.model ? [point] : [];
  });
  const options = { count: COUNT, seed: seedOf(id) };
  return proposeChildren(parent, tried, options, facts).map((point) => ({
    code: encodePoint(point, catalogue),
    title: describeMix(point.mix, model),
  }));
}

function pointOf(code: string): LatentPoint | undefined {
  try {
    return decodePoint(code, catalogue);
  } catch (thrown) {
    // Of a model that is gone or has gone on learning.
    if (thrown instanceof SfumatoError) return undefined;
    throw thrown;
  }
}
