'use client';

import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';

const SCREENS = [
  { href: '/', label: 'Studio', owns: (path: string) => path === '/' || path.startsWith('/p/') },
  { href: '/walk', label: 'Walk', owns: (path: string) => /^\/walk(\/|$)/.test(path) },
  {
    href: '/arithmetic',
    label: 'Arithmetic',
    owns: (path: string) => /^\/arithmetic(\/|$)/.test(path),
  },
  { href: '/identify', label: 'Identify', owns: (path: string) => /^\/identify(\/|$)/.test(path) },
  { href: '/transfer', label: 'Transfer', owns: (path: string) => /^\/transfer(\/|$)/.test(path) },
  {
    href: '/gallery',
    label: 'Gallery',
    owns: (path: string) => /^\/(gallery|works)(\/|$)/.test(path),
  },
  { href: '/models', label: 'Models', owns: (path: string) => /^\/models(\/|$)/.test(path) },
] as const;

/** The screens side by side where there is room, behind one button on a phone. */
export function Navigation() {
  const path = usePathname();
  return (
    <nav aria-label="Screens" className="min-w-0">
      <ul className="flex items-center max-md:hidden">
        {SCREENS.map((screen) => (
          <li key={screen.href}>
            <Link
              href={screen.href}
              aria-current={screen.owns(path) ? 'page' : undefined}
              className="relative flex h-11 items-center rounded-lg px-1.5 text-muted transition-colors hover:text-ink lg:px-3 aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-1.5 lg:aria-[current=page]:after:inset-x-3 aria-[current=page]:after:bottom-1.5 aria-[current=page]:after:h-0.5 aria-[current=page]:after:rounded-full aria-[current=page]:after:bg-accent"
            >
              {screen.label}
            </Link>
          </li>
        ))}
      </ul>
      <div className="md:hidden">
        <Screens path={path} />
      </div>
    </nav>
  );
}

function Screens({ path }: { path: string }) {
  const [open, setOpen] = useState(false);
  const current = SCREENS.find((screen) => screen.owns(path));
  return (
    <Popover
      label="Screens"
      open={open}
      onOpenChange={setOpen}
      className="w-56 p-1"
      trigger={
        <Button
          variant="quiet"
          className="!px-2.5"
          aria-label={`Screen: ${current?.label ?? 'none'}`}
        >
          {current?.label ?? 'Screens'} <ChevronDown aria-hidden className="text-muted" />
        </Button>
      }
    >
      <ul>
        {SCREENS.map((screen) => (
          <li key={screen.href}>
            <Link
              href={screen.href}
              aria-current={screen === current ? 'page' : undefined}
              onClick={() => setOpen(false)}
              className="flex h-11 items-center rounded-lg px-3 hover:bg-accent-soft aria-[current=page]:font-semibold"
            >
              {screen.label}
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
