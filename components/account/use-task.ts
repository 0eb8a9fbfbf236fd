import { useState } from 'react';

import { toSfumatoError } from '@/lib/errors';

export interface Task {
  readonly isBusy: boolean;
  /** Why the last one failed; a sentence for the person. */
  readonly problem: string | undefined;
  /** Does something, one at a time. @returns whether it came to its end */
  run(work: () => Promise<void>): Promise<boolean>;
}

/** Something that a button begins, and that may fail. */
export function useTask(initialProblem?: string): Task {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState(initialProblem);
  return {
    isBusy,
    problem,
    async run(work) {
      if (isBusy) return false;
      setBusy(true);
      setProblem(undefined);
      try {
        await work();
        return true;
      } catch (thrown) {
        const error = toSfumatoError(thrown);
        if (error.code !== 'cancelled') setProblem(error.message);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
