'use client';

import { Bookmark, GitBranch, Grid3x3, MoveHorizontal, Shapes } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { classes } from '@/components/ui/classes';
import { PANEL_TITLES } from '@/lib/studio/actions/view';
import { PANELS, SIDE_PANELS, type PanelName } from '@/lib/studio/studio';

import { useInstrument, useStudio } from './context';
import { panelId } from './host';
import layout from './studio.module.css';

export interface PanelProps {
  name: PanelName;
  /** Shares the place beside the picture with others; the rest is always shown on a desk. */
  aside?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

/** One group of controls; on a phone, one of them is shown at a time. */
export function Panel({ name, aside = false, className, children }: PanelProps) {
  const inFront = useStudio((state) => state.panel === name);
  const hiddenAside = useStudio((state) => aside && state.side !== name);
  // What shares its place is made when it is first wanted.
  const [wanted, setWanted] = useState(!hiddenAside);
  if (!wanted && (inFront || !hiddenAside)) setWanted(true);
  return (
    <section
      id={panelId(name)}
      tabIndex={-1}
      aria-label={PANEL_TITLES[name]}
      {...(inFront ? { 'data-front': '' } : {})}
      {...(hiddenAside ? { 'data-behind': '' } : {})}
      className={classes(layout.panel, className)}
    >
      {wanted && children}
    </section>
  );
}

const ICONS = {
  mix: Shapes,
  between: MoveHorizontal,
  around: Grid3x3,
  kept: Bookmark,
  history: GitBranch,
} as const;

/** At the foot of a phone: which panel is in front. */
export function TabBar() {
  const { studio } = useInstrument();
  const panel = useStudio((state) => state.panel);
  return (
    <div
      role="group"
      aria-label="Panels"
      className={classes('flex border-t border-line bg-surface', layout.tabs)}
    >
      {PANELS.map((name) => {
        const Icon = ICONS[name];
        return (
          <button
            key={name}
            type="button"
            aria-pressed={panel === name}
            aria-controls={panelId(name)}
            onClick={() => studio.set({ panel: name })}
            className="flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs text-muted -outline-offset-2 aria-pressed:text-accent"
          >
            <Icon aria-hidden className="size-5" />
            {PANEL_TITLES[name]}
          </button>
        );
      })}
    </div>
  );
}

/** On a desk: what stands beside the picture. */
export function SideTabs() {
  const { studio } = useInstrument();
  const side = useStudio((state) => state.side);
  return (
    <div
      role="group"
      aria-label="Beside the picture"
      className="flex gap-5 border-b border-line max-lg:hidden"
    >
      {SIDE_PANELS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={side === name}
          aria-controls={panelId(name)}
          onClick={() => studio.set({ panel: name })}
          className="relative h-10 text-sm text-muted hover:text-ink aria-pressed:font-medium aria-pressed:text-ink aria-pressed:after:absolute aria-pressed:after:inset-x-0 aria-pressed:after:-bottom-px aria-pressed:after:h-0.5 aria-pressed:after:bg-accent"
        >
          {PANEL_TITLES[name]}
        </button>
      ))}
    </div>
  );
}
