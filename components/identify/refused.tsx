'use client';

import { X } from 'lucide-react';

import { Button } from '@/components/ui/button';

import { useIdentify, useIdentifyState } from './context';

/** Files that could not be used, a sentence each; the others go on. */
export function Refused() {
  const { controller } = useIdentify();
  const entries = useIdentifyState((state) => state.entries);
  const refused = entries.filter(({ phase }) => phase === 'refused');
  if (refused.length === 0) return null;
  return (
    <ul aria-label="Files that could not be opened" className="flex flex-col gap-2">
      {refused.map(({ id, name, message }) => (
        <li
          key={id}
          className="flex items-center gap-3 rounded-lg border border-danger bg-surface py-1 pr-1 pl-4 text-sm"
        >
          <p className="min-w-0 grow py-1.5 wrap-anywhere">{message}</p>
          <Button
            variant="quiet"
            size="small"
            className="!px-2.5"
            aria-label={`Dismiss the message about ${name}`}
            onClick={() => controller.remove(id)}
          >
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}
