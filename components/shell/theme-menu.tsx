'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';

import { Button } from '@/components/ui/button';
import { Menu, MenuChoices } from '@/components/ui/menu';

import { currentTheme, setTheme, subscribeToTheme, type Theme } from './theme';

const OPTIONS = [
  { value: 'system', label: 'As the system', icon: <Monitor /> },
  { value: 'light', label: 'Light', icon: <Sun /> },
  { value: 'dark', label: 'Dark', icon: <Moon /> },
] as const satisfies readonly { value: Theme; label: string; icon: React.ReactNode }[];

export function ThemeMenu() {
  const theme = useSyncExternalStore(subscribeToTheme, currentTheme, () => 'system' as const);
  return (
    <Menu
      trigger={
        <Button variant="quiet" className="w-9 !px-0 pointer-coarse:w-11" aria-label="Appearance">
          <Sun className="!size-[1.15rem] dark:hidden" />
          <Moon className="hidden !size-[1.15rem] dark:block" />
        </Button>
      }
    >
      <MenuChoices label="Appearance" value={theme} onValueChange={setTheme} options={OPTIONS} />
    </Menu>
  );
}
