import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

/** Where no stylizer was exported yet. */
export function NoStylizer() {
  return (
    <Notice
      title="No stylizer is installed here yet"
      actions={
        <Button asChild variant="primary">
          <Link href="/">Open the Studio</Link>
        </Button>
      }
    >
      Without one, pictures cannot be painted in a style. Train one and export it with{' '}
      <code>npm run sfumato -- export</code>, then build the app again.
    </Notice>
  );
}
