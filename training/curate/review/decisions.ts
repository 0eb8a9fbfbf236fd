/** What people decide in the review: in memory, and in `curation.csv` at once. */
import pLimit from 'p-limit';

import { writeCuration, type Finding } from '../../data/curation';
import { isByPerson, isOwnReason, measuredDecision } from '../reasons';

export type Decision = Finding['decision'];

/** One decision about a picture; null takes it back. */
export interface Change {
  readonly id: string;
  readonly decision: Decision | null;
}

export interface Decisions {
  /** By persons. */
  readonly made: ReadonlyMap<string, Decision>;
  readonly findings: readonly Finding[];
  /** Resolves when the changes are in the file. */
  decide(changes: readonly Change[]): Promise<void>;
}

/** The reason of a row about a picture in which nothing was found. */
export const CHOSEN = 'chosen';

/** @param fileOf path of a picture below the collection's folder, by id; undefined for none of it. */
export function createDecisions(
  location: string,
  before: readonly Finding[],
  fileOf: (id: string) => string | undefined,
): Decisions {
  const made = new Map(
    before.filter(isByPerson).map(({ id, decision }) => [id, decision] as const),
  );
  const findings = before.filter(({ reason }) => reason !== CHOSEN).map(asMeasured);
  const found = new Set(findings.map(({ id }) => id));
  const one = pLimit(1);
  let dirty = false;

  const write = () =>
    one(async () => {
      // Many decisions may have come while the last ones were written: one file for all.
      if (!dirty) return;
      dirty = false;
      await writeCuration(location, rows()).catch((error: unknown) => {
        dirty = true;
        throw error;
      });
    });
  const rows = (): Finding[] => [
    ...findings.flatMap((finding): Finding[] => {
      const decision = made.get(finding.id);
      if (decision !== undefined) return [{ ...finding, decision, by: 'person' }];
      // Her own row is nothing but her decision.
      return isOwnReason(finding.reason) ? [] : [finding];
    }),
    ...[...made].flatMap(([id, decision]): Finding[] => {
      const file = fileOf(id);
      if (found.has(id) || file === undefined) return [];
      return [{ id, file, reason: CHOSEN, score: undefined, decision, by: 'person', about: '' }];
    }),
  ];
  return {
    made,
    findings,
    async decide(changes) {
      for (const { id, decision } of changes) {
        if (fileOf(id) === undefined) continue;
        if (decision === null) made.delete(id);
        else made.set(id, decision);
      }
      dirty = true;
      await write();
    },
  };
}

/** A row as it was before somebody decided. */
function asMeasured(finding: Finding): Finding {
  return { ...finding, decision: measuredDecision(finding), by: 'measure' };
}
