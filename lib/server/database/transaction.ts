import type { Database, Queries } from './database';
import { isWorthAnotherTry } from './failures';

const MOST_TRIES = 4;

/**
 * Runs `work` in a transaction, and again when another one stood in its way. `work` must
 * not do anything that rolling back does not undo.
 * @param isWorthIt which failures the same once more may mend
 */
export async function inTransaction<T>(
  db: Database,
  work: (queries: Queries) => Promise<T>,
  isWorthIt: (thrown: unknown) => boolean = isWorthAnotherTry,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(work);
    } catch (thrown) {
      if (tries >= MOST_TRIES || !isWorthIt(thrown)) throw thrown;
    }
  }
}
