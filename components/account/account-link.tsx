'use client';

import { CircleUser } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';

/** The way to the account, or to signing in. It looks the same either way and asks nobody. */
export function AccountLink() {
  const path = usePathname();
  return (
    <Tooltip label="Account" side="bottom">
      <Button asChild variant="quiet" className="w-9 !px-0 pointer-coarse:w-11">
        <Link
          href="/account"
          // Only when somebody wants it: it asks the database.
          prefetch={false}
          aria-label="Account"
          aria-current={/^\/(account|sign-in)(\/|$)/.test(path) ? 'page' : undefined}
        >
          <CircleUser className="!size-[1.15rem]" />
        </Link>
      </Button>
    </Tooltip>
  );
}
