import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

export default function ModelNotFound() {
  return (
    <Notice
      title="There is no such model here"
      actions={
        <Button asChild variant="primary">
          <Link href="/models">See all models</Link>
        </Button>
      }
    >
      It may have been renamed, or this site serves other models than the one that the link is from.
    </Notice>
  );
}
