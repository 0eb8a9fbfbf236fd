'use client';

import { Button } from '@/components/ui/button';

import { useController, useTransferState } from './context';

/** A link whose styles are no longer what they were. */
export function LinkNotice() {
  const controller = useController();
  const problem = useTransferState((state) => state.linkProblem);
  if (problem === undefined) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-lg border border-danger bg-surface py-1.5 pr-1.5 pl-4 text-sm"
    >
      <p className="min-w-40 grow basis-0">{problem}</p>
      <Button size="small" onClick={() => controller.set({ linkProblem: undefined })}>
        Choose a style here
      </Button>
    </div>
  );
}
