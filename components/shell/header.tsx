import Link from 'next/link';

import { AccountLink } from '@/components/account/account-link';

import { HelpButton } from './help';
import { Mark } from './mark';
import { Navigation } from './navigation';
import { ThemeMenu } from './theme-menu';

/** The bar over every screen; all the chrome that is always there. */
export function Header() {
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 px-3 sm:gap-4 sm:px-5 print:hidden">
      <Link
        href="/"
        aria-label="Sfumato"
        className="flex h-11 shrink-0 items-center gap-2 rounded-lg px-1 pr-2"
      >
        <Mark />
        <span aria-hidden className="sfumato hidden text-lg font-semibold tracking-tight sm:inline">
          Sfumato
        </span>
      </Link>
      <Navigation />
      <div className="ml-auto flex items-center">
        <HelpButton />
        <ThemeMenu />
        <AccountLink />
      </div>
    </header>
  );
}
