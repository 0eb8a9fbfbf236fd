'use client';

import './globals.css';

import type { ErrorPageProps } from './error';

/** The last resort, when not even the layout can be shown. Stands on its own. */
export default function GlobalError({ reset }: ErrorPageProps) {
  return (
    <html lang="en">
      <head>
        <title>Sfumato stopped working</title>
      </head>
      <body className="flex bg-ground font-sans text-ink">
        <main className="m-auto flex max-w-md flex-col items-start gap-4 p-6">
          <h1 className="text-2xl font-semibold">Sfumato stopped working</h1>
          <p className="text-lg text-muted">
            Load the page again. What you kept on the strip is still on this device.
          </p>
          <button
            type="button"
            onClick={reset}
            className="min-h-11 rounded-lg bg-accent px-4 font-medium text-on-accent"
          >
            Load again
          </button>
        </main>
      </body>
    </html>
  );
}
