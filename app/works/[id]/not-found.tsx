import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

export default function WorkNotFound() {
  return (
    <Notice
      title="There is no such work"
      actions={
        <>
          <Button asChild variant="primary">
            <Link href="/gallery">To the gallery</Link>
          </Button>
          <Button asChild>
            <Link href="/">Open the Studio</Link>
          </Button>
        </>
      }
    >
      It was deleted, or it is not shared with you. Ask whoever sent you here.
    </Notice>
  );
}
