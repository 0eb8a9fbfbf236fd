'use client';

import { Copy } from 'lucide-react';

import { copyText } from '@/components/ui/copy-text';
import { IconButton } from '@/components/ui/icon-button';
import type { Command } from '@/lib/models-view/recipe';

/** The commands that make a model like this from one's own pictures. */
export function Recipe({ commands }: { commands: readonly Command[] }) {
  return (
    <ol className="flex flex-col gap-3">
      {commands.map(({ does, line }, i) => (
        <li key={line} className="min-w-0">
          <p className="mb-1 text-sm text-muted">
            {i + 1}. {does}
          </p>
          <div className="flex items-start gap-2 rounded-xl border border-line bg-surface py-1 pr-1 pl-4">
            <code className="min-w-0 grow py-2 font-mono text-sm leading-6 break-words">
              {line}
            </code>
            <IconButton
              label={`Copy the command: ${does}`}
              onClick={() => void copyText(line, 'Command copied.', 'Copy this command:')}
            >
              <Copy />
            </IconButton>
          </div>
        </li>
      ))}
    </ol>
  );
}
