'use client';

import { Laptop, Smartphone } from 'lucide-react';
import { useState } from 'react';

import { Button } from '@/components/ui/button';

import { ask } from './ask';
import { Problem } from './problem';
import { useTask } from './use-task';
import { When } from './when';

export interface SessionRow {
  readonly id: string;
  /** "Firefox on Linux". */
  readonly device: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

export interface SessionsProps {
  sessions: readonly SessionRow[];
  /** The one of this very browser. */
  currentId: string;
}

/** Where somebody is signed in, with the way out of each. */
export function Sessions({ sessions, currentId }: SessionsProps) {
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  const { isBusy, problem, run } = useTask();
  const end = (id: string) =>
    run(async () => {
      await ask('DELETE', `/api/account/sessions/${encodeURIComponent(id)}`);
      if (id === currentId) leave();
      else setEnded((before) => new Set([...before, id]));
    });
  const endAll = () =>
    run(async () => {
      await ask('DELETE', '/api/account/sessions');
      leave();
    });
  const shown = sessions.filter(({ id }) => !ended.has(id));
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y divide-line rounded-xl border border-line bg-surface">
        {shown.map((session) => (
          <li key={session.id} className="flex items-center gap-3 px-4 py-3">
            {/iPhone|iPad|Android/.test(session.device) ? (
              <Smartphone aria-hidden className="size-5 shrink-0 text-muted" />
            ) : (
              <Laptop aria-hidden className="size-5 shrink-0 text-muted" />
            )}
            <div className="min-w-0 grow">
              <p>
                {session.device}
                {session.id === currentId && <span className="text-muted"> (here)</span>}
              </p>
              <p className="text-sm text-muted">
                Since <When time={session.createdAt} />
                {session.id !== currentId && (
                  <>
                    , last seen <When time={session.seenAt} />
                  </>
                )}
              </p>
            </div>
            <Button
              variant="quiet"
              disabled={isBusy}
              aria-label={`Sign out of ${session.device}${session.id === currentId ? ' (here)' : ''}`}
              onClick={() => void end(session.id)}
            >
              Sign out
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button className="h-11" disabled={isBusy} onClick={() => void endAll()}>
          Sign out everywhere
        </Button>
      </div>
      <Problem>{problem}</Problem>
    </div>
  );
}

/** A page of its own, so that nothing of the account is left in this one. */
function leave(): void {
  window.location.replace('/sign-in');
}
