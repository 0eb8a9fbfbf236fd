'use client';

import { X } from 'lucide-react';

import { Button } from '@/components/ui/button';

/** A file that could not be used. */
export interface RefusedFile {
  readonly id: string;
  readonly name: string;
  /** The sentence that says why. */
  readonly message?: string;
}

export interface RefusedFilesProps {
  files: readonly RefusedFile[];
  onDismiss: (id: string) => void;
}

/** Files that could not be used, a sentence each. */
export function RefusedFiles({ files, onDismiss }: RefusedFilesProps) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Files that could not be opened" className="flex flex-col gap-2">
      {files.map(({ id, name, message }) => (
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
            onClick={() => onDismiss(id)}
          >
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}
