'use client';

import { CircleHelp } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';

import { singleKeysChosen } from '@/components/points/single-keys';
import { Dialog } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import { belongsToTarget, matchesShortcut } from '@/lib/studio/shortcuts';

import {
  helpSections,
  isHelpOpen,
  setHelpOpen,
  subscribeToHelp,
  type HelpSection,
} from './help-store';

const NONE: readonly HelpSection[] = [];

const EVERYWHERE: HelpSection = {
  title: 'Everywhere',
  shortcuts: [
    { keys: '?', label: 'Open this help' },
    { keys: 'Tab', label: 'Go to the next control' },
    { keys: 'Escape', label: 'Close what is open' },
  ],
};

/** The button in the header, the `?` key and the dialog that both open. */
export function HelpButton() {
  const open = useSyncExternalStore(subscribeToHelp, isHelpOpen, () => false);
  const sections = useSyncExternalStore(subscribeToHelp, helpSections, () => NONE);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !matchesShortcut(event, '?')) return;
      const target = event.target instanceof Element ? event.target : null;
      if (belongsToTarget(event, target) || !singleKeysChosen()) return;
      event.preventDefault();
      setHelpOpen(true);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <>
      <IconButton
        label="Help"
        shortcut="?"
        side="bottom"
        aria-haspopup="dialog"
        onClick={() => setHelpOpen(true)}
      >
        <CircleHelp />
      </IconButton>
      <Dialog
        open={open}
        onOpenChange={setHelpOpen}
        title="Help"
        text
        description="Sfumato plays the space between paintings. Every picture here is generated on your own device by a small network that learned from real ones; nothing you do leaves it unless you share a link."
      >
        <div className="flex flex-col gap-6 pt-3">
          {[...sections, EVERYWHERE].map((section) => (
            <section key={section.title}>
              <h3 className="font-semibold">{section.title}</h3>
              {section.text !== undefined && <p className="mt-1 text-muted">{section.text}</p>}
              <dl className="mt-2 divide-y divide-line">
                {section.shortcuts.map((shortcut) => (
                  <div key={shortcut.keys} className="flex items-center justify-between gap-4 py-2">
                    <dt className="order-2 shrink-0">
                      <Kbd keys={shortcut.keys} />
                    </dt>
                    <dd className="order-1">{shortcut.label}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </Dialog>
    </>
  );
}
