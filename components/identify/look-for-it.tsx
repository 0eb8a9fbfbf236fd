import { ExternalLink } from 'lucide-react';

import type { NearWork } from '@/lib/identify/answer';
import { searchLinks } from '@/lib/identify/look-for';

/** Where a work can be looked for. Other sites learn of it only when the link is followed. */
export function LookForIt({ work }: { work: Pick<NearWork, 'title' | 'artistName'> }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
      Look for it:
      {searchLinks(work).map(({ site, href }) => (
        <a
          key={site}
          href={href}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={`Look for ${work.title} on ${site}, in a new tab`}
          className="inline-flex items-center gap-1 text-muted underline decoration-line underline-offset-4 hover:text-ink hover:decoration-edge pointer-coarse:min-h-11"
        >
          {site}
          <ExternalLink aria-hidden className="size-3" />
        </a>
      ))}
    </span>
  );
}
