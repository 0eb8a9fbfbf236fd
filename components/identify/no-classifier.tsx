import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

/** Where no classifier was exported yet. */
export function NoClassifier() {
  return (
    <Notice
      title="No classifier is installed here yet"
      actions={
        <Button asChild variant="primary">
          <Link href="/">Open the Studio</Link>
        </Button>
      }
    >
      Without one, pictures cannot be identified. Train one and export it with{' '}
      <code>npm run sfumato -- export</code>, then build the app again.
    </Notice>
  );
}
