import type { Metadata } from 'next';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Offline', robots: { index: false } };

/** Shown by the service worker in place of pages that this device has never seen. */
export default function Offline() {
  return (
    <Notice
      title="You are offline"
      actions={
        <Button asChild variant="primary">
          {/* A plain link: client-side navigation would ask the network first. */}
          <a href="/">Open the Studio</a>
        </Button>
      }
    >
      This page is not on your device yet. The Studio, Walk and Arithmetic are, and they play
      without a network; so does Identify, once it has looked at a picture.
    </Notice>
  );
}
