'use client';

import { useRef, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';

import { downloadExport } from './download-export';
import { Problem } from './problem';
import { useTask } from './use-task';

/** Everything of the account as an archive, with progress and a way to stop. */
export function ExportSection() {
  const [progress, setProgress] = useState<number>();
  const { isBusy, problem, run } = useTask();
  const stop = useRef<AbortController>(undefined);
  const begin = () =>
    run(async () => {
      stop.current = new AbortController();
      setProgress(undefined);
      await downloadExport(stop.current.signal, setProgress);
    });
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-muted">
        A ZIP with your works as links and as pictures, drawn afresh, and with everything else that
        is kept of you. It takes about a second a picture.
      </p>
      {isBusy ? (
        <>
          <Progress label="Export" value={progress} />
          <Button className="h-11" onClick={() => stop.current?.abort()}>
            Stop
          </Button>
        </>
      ) : (
        <Button className="h-11" onClick={() => void begin()}>
          Export everything
        </Button>
      )}
      <Problem>{problem}</Problem>
    </div>
  );
}
