'use client';

import { Button } from '@/components/ui/button';
import type { SfumatoError } from '@/lib/errors';

export interface WayOnProps {
  error: SfumatoError | undefined;
  onRetry: () => void;
}

/** After a failure: to try again. A page that is older than its model can only be loaded anew. */
export function WayOn({ error, onRetry }: WayOnProps) {
  return error?.code === 'outdated-point' ? (
    <Button size="small" onClick={() => window.location.reload()}>
      Reload the page
    </Button>
  ) : (
    <Button size="small" onClick={onRetry}>
      Try again
    </Button>
  );
}
