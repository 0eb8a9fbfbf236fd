'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const SCREENS = [
  { href: '/', label: 'Studio', owns: (path: string) => path === '/' || path.startsWith('/p/') },
  { href: '/walk', label: 'Walk', owns: (path: string) => /^\/walk(\/|$)/.test(path) },
  {
    href: '/arithmetic',
    label: 'Arithmetic',
    owns: (path: string) => /^\/arithmetic(\/|$)/.test(path),
  },
] as const;

export function Navigation() {
  const path = usePathname();
  return (
    <nav aria-label="Screens">
      <ul className="flex items-center">
        {SCREENS.map((screen) => (
          <li key={screen.href}>
            <Link
              href={screen.href}
              aria-current={screen.owns(path) ? 'page' : undefined}
              className="relative flex h-11 items-center rounded-lg px-2.5 text-sm text-muted transition-colors hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-2.5 aria-[current=page]:after:bottom-1.5 aria-[current=page]:after:h-0.5 aria-[current=page]:after:rounded-full aria-[current=page]:after:bg-accent sm:px-3.5 sm:text-[0.9375rem] sm:aria-[current=page]:after:inset-x-3.5"
            >
              {screen.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
