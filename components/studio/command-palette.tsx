'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';

import { matches } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { actions } from '@/lib/studio/actions';
import { ACTION_GROUPS } from '@/lib/studio/actions/action';

import { runAction, useInstrument, useStudio } from './context';
import { ActionIcon } from './icons';

/** Every action, found by typing. */
export function CommandPalette() {
  const instrument = useInstrument();
  const { studio } = instrument;
  const open = useStudio((state) => state.paletteOpen);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => studio.set({ paletteOpen: next })}
      title="All commands"
      hideHeading
    >
      {open && <Commands />}
    </Dialog>
  );
}

function Commands() {
  const instrument = useInstrument();
  const { studio } = instrument;
  const state = useStudio((all) => all);
  return (
    <Command
      label="Commands"
      loop
      filter={(_, search, words) => (matches(words?.join(' ') ?? '', search) ? 1 : 0)}
    >
      <div className="sticky top-0 z-10 flex items-center gap-3 rounded-t-2xl border-b border-line bg-raised px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          placeholder="What do you want to do?"
          className="h-13 w-full bg-transparent outline-none placeholder:text-muted"
        />
      </div>
      <Command.List className="p-2">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted">
          No command of that name
        </Command.Empty>
        {ACTION_GROUPS.map((group) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
          >
            {actions
              .filter((action) => action.group === group && action.id !== 'open-palette')
              .filter((action) => action.available?.(state) ?? true)
              .map((action) => (
                <Command.Item
                  key={action.id}
                  value={action.id}
                  keywords={[action.label, action.keywords ?? '']}
                  onSelect={() => {
                    studio.set({ paletteOpen: false });
                    runAction(action, instrument);
                  }}
                  className="touch-target flex cursor-default items-center gap-3 rounded-lg px-3 text-sm select-none data-[selected=true]:bg-accent-soft [&_svg]:size-4 [&_svg]:shrink-0"
                >
                  <ActionIcon name={action.icon} />
                  <span className="grow">{action.label}</span>
                  {action.shortcuts?.[0] && <Kbd keys={action.shortcuts[0]} />}
                </Command.Item>
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}
