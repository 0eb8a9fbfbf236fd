/** The reasons that are looked for, and whose a decision is. */
import type { Finding } from '../data/curation';

/** Why a picture may not belong into a collection. */
export interface Reason {
  readonly id: string;
  /** As shown to people. */
  readonly title: string;
  /** What the score says. */
  readonly score: string;
  /** From this score on it is found. */
  readonly found: number;
  /** From this score on it is dropped unless somebody says otherwise; beyond reach for "look at it". */
  readonly drop: number;
  /** Set where not every search looks for it, or not as well: a classifier must be asked. */
  readonly needs?: 'model' | 'second-round';
}

const NEVER = Infinity;

/**
 * Thresholds come from looking at what they find in 5,000 paintings; how often they were right
 * stands in docs/collections.md.
 */
export const REASONS: readonly Reason[] = [
  {
    ...{ id: 'broken', title: 'Cannot be opened', score: '1' },
    ...{ found: 1, drop: 1 },
  },
  {
    ...{ id: 'duplicate', title: 'Same picture as another', score: 'similarity of the embeddings' },
    ...{ found: 0.9, drop: 0.95, needs: 'model' },
  },
  {
    ...{ id: 'tiny', title: 'Very small', score: '128 over the shorter side in pixels' },
    ...{ found: 1.01, drop: 1.34 },
  },
  {
    ...{ id: 'narrow', title: 'Very long and narrow', score: 'longer side over the shorter' },
    ...{ found: 2.5, drop: 3 },
  },
  {
    ...{ id: 'grey', title: 'Nearly grey', score: '12 over the colourfulness' },
    ...{ found: 1.001, drop: 1.5 },
  },
  {
    ...{ id: 'lettering', title: 'Lettering', score: 'letters in lines' },
    ...{ found: 14, drop: 25 },
  },
  {
    ...{ id: 'border', title: 'Bare border', score: 'part of the picture' },
    ...{ found: 0.06, drop: NEVER },
  },
  {
    ...{ id: 'frame', title: 'Frame', score: 'strength of the edges along the sides' },
    ...{ found: 2, drop: NEVER },
  },
  {
    ...{ id: 'sculpture', title: 'Sculpture', score: '1: its title says so' },
    ...{ found: 1, drop: NEVER },
  },
  {
    ...{ id: 'photograph', title: 'Photograph', score: 'probability of “none of these”' },
    ...{ found: 0.97, drop: NEVER, needs: 'model' },
  },
  {
    ...{
      id: 'outlier',
      title: 'Unlike the others of its class',
      score: 'robust standard deviations',
    },
    ...{ found: 4, drop: NEVER, needs: 'model' },
  },
  {
    ...{
      id: 'unlike-class',
      title: 'The model finds it most unlike its class',
      score: '1 − probability of its own class',
    },
    ...{ found: 0.995, drop: NEVER, needs: 'second-round' },
  },
];

export function reasonOf(id: string): Reason {
  const reason = REASONS.find((candidate) => candidate.id === id);
  if (!reason) throw new RangeError(`No reason is called ${id}.`);
  return reason;
}

/** A word of somebody's own, and none of those that are looked for. */
export const isOwnReason = (id: string): boolean => !REASONS.some((reason) => reason.id === id);

/** What a score says by itself; nothing is dropped for a reason that is not known. */
export function measuredDecision({ reason, score }: Pick<Finding, 'reason' | 'score'>) {
  const drop = REASONS.find(({ id }) => id === reason)?.drop ?? NEVER;
  return (score ?? 0) >= drop ? 'drop' : 'keep';
}

/** Whether somebody decided: in the review, or by changing the file, where few write who they are. */
export const isByPerson = (finding: Finding): boolean =>
  finding.by === 'person' ||
  isOwnReason(finding.reason) ||
  finding.score === undefined ||
  finding.decision !== measuredDecision(finding);

/** The reasons that a search looks for; without a model it does not find all duplicates. */
export function lookedFor(search: {
  readonly withModel: boolean;
  readonly round: 'first' | 'second';
}): ReadonlySet<string> {
  const { withModel, round } = search;
  const looked = REASONS.filter(
    ({ needs }) => needs === undefined || (withModel && (needs === 'model' || round === 'second')),
  );
  return new Set(looked.map(({ id }) => id));
}
