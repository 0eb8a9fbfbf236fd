import { headers } from 'next/headers';

import { SfumatoError } from '@/lib/errors';

import { answerWith } from '../answer-status';
import { currentPerson, viewerOf, type Person } from '../auth/session';
import { BusyError } from '../limits';
import type { Viewer } from '../works/viewer';
import { countRequest } from './limits';

/** Why a page cannot be shown right now. */
export interface Pause {
  readonly pause: 'away' | 'busy';
  /** For the person. */
  readonly message: string;
}

/** When to look again whether the database is back. */
const AWAY_SECONDS = 15;

/**
 * What a page shows, or, while the database is away or somebody asks too much, why it cannot:
 * the page then says so calmly, with status 503 or 429 and `Retry-After`.
 * @param look is told who asks; what it throws otherwise is thrown on
 */
export async function lookAt<T extends object>(
  look: (viewer: Viewer, person: Person | null) => Promise<T>,
): Promise<T | Pause> {
  const asked = await headers();
  try {
    await countRequest('looking', asked);
    const person = await currentPerson();
    return await look(viewerOf(person), person);
  } catch (thrown) {
    if (thrown instanceof BusyError) {
      answerWith(asked, thrown.status, thrown.retryAfterSeconds);
      return { pause: 'busy', message: thrown.message };
    }
    if (thrown instanceof SfumatoError && thrown.code === 'unavailable') {
      answerWith(asked, 503, AWAY_SECONDS);
      return { pause: 'away', message: thrown.message };
    }
    throw thrown;
  }
}

/** What was looked at, or undefined when there is nothing of the kind for this viewer. */
export async function orNothing<T>(finding: Promise<T>): Promise<T | undefined> {
  try {
    return await finding;
  } catch (thrown) {
    if (thrown instanceof SfumatoError && thrown.code === 'not-found') return undefined;
    throw thrown;
  }
}
