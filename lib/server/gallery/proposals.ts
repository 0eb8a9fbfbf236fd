import { createHash } from 'node:crypto';

import { and, eq } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';

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

/** Works whose proposals are remembered: working them out is a fifth of what a work's page costs. */
const REMEMBERED = 2000;

/** One for the process: bundled routes may each have a copy of this module. */
const SHARED = Symbol.for('sfumato.proposals');
type Shared = typeof globalThis & { [SHARED]?: LRUCache<string, readonly Proposal[]> };

/**
 * Children of a work that nobody has tried. The same ones for everybody, until one of them
 * is kept: pictures that were drawn once can be kept by whoever stands in between.
 * @param pictureCode of the work; one that cannot be drawn any more has no proposals
 */
export async function proposalsFor(
  queries: Queries,
  viewer: Viewer,
  { id, pictureCode }: { readonly id: string; readonly pictureCode: string },
): Promise<readonly Proposal[]> {
  const children = await queries
    .select({ code: works.pictureCode })
    .from(lineage)
    .innerJoin(works, and(eq(works.id, lineage.childId), maySee(viewer)))
    .where(eq(lineage.parentId, id))
    .orderBy(works.id)
    .limit(MOST_CHILDREN);
  return proposalsAmong(
    id,
    pictureCode,
    children.map(({ code }) => code),
  );
}

/** The same beside children that are known. @param tried codes of their pictures */
export function proposalsAmong(
  id: string,
  pictureCode: string,
  tried: readonly string[],
): readonly Proposal[] {
  const remembered = ((globalThis as Shared)[SHARED] ??= new LRUCache({ max: REMEMBERED }));
  const key = createHash('sha256')
    .update([id, pictureCode, ...tried].join(' '))
    .digest('base64');
  const before = remembered.get(key);
  if (before) return before;
  const proposals = propose(id, pictureCode, tried);
  remembered.set(key, proposals);
  return proposals;
}

function propose(id: string, pictureCode: string, tried: readonly string[]): Proposal[] {
  const parent = pointOf(pictureCode);
  const facts = parent && catalogue.find((model) => model.id === parent.model);
  const model = parent && generators.find((entry) => entry.id === parent.model);
  if (!parent || !facts) return [];
  const points = tried.flatMap((code) => {
    const point = pointOf(code);
    return point?.model === parent.model ? [point] : [];
  });
  const options = { count: COUNT, seed: seedOf(id) };
  return proposeChildren(parent, points, options, facts).map((point) => ({
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
