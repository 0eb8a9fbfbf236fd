'use client';

import { useState } from 'react';

import { KeepOnline } from '@/components/gallery/keep-online';
import { getStrip } from '@/components/points/strip';
import { randomPoint } from '@/lib/latent/blend';
import { encodePoint } from '@/lib/latent/codec';
import type { LatentPoint } from '@/lib/latent/point';
import type { Instrument } from '@/lib/studio/actions/action';
import { copyLinkAction } from '@/lib/studio/actions/copy-link';
import { redoAction, undoAction } from '@/lib/studio/actions/history';
import { keepAction } from '@/lib/studio/actions/keep';
import { rollDiceAction } from '@/lib/studio/actions/roll-dice';
import { rollMotifAction } from '@/lib/studio/actions/roll-motif';
import { seedOf } from '@/lib/studio/id';
import { createScene } from '@/lib/studio/scene';
import { createStudio } from '@/lib/studio/studio';
import { catalogue, generators } from '@/models/registry';

import { ActionButton } from './action-button';
import { AroundPanel } from './around-panel';
import { BetweenBar, EndChoices } from './between-bar';
import { Caption, MoreMenu } from './caption';
import { CommandPalette } from './command-palette';
import { InstrumentProvider, useStudio } from './context';
import { HistoryPanel } from './history-panel';
import { browserHost } from './host';
import { KeptStrip } from './kept-strip';
import { MixPanel } from './mix-panel';
import { Panel, SideTabs, TabBar } from './panels';
import { Stage } from './stage';
import layout from './studio.module.css';
import { useFileDrop } from './use-file-drop';
import { useKeyboard } from './use-keyboard';
import { usePersistence } from './use-persistence';
import { useStudioHelp } from './use-studio-help';
import { useWaking } from './use-waking';

export interface StudioProps {
  /** The point the page opens at. */
  point: LatentPoint;
  /** A picture of that point, to be seen before anything can be computed. */
  poster: string;
  /** The code in the address that the point came with: nothing moves before it is touched. */
  link: string | undefined;
}

/** The instrument: one picture and everything that plays it. */
export function Studio(props: StudioProps) {
  const [instrument] = useState(() => createInstrument(props.point));
  return (
    <InstrumentProvider instrument={instrument}>
      <Screen poster={props.poster} link={props.link} />
    </InstrumentProvider>
  );
}

function createInstrument(point: LatentPoint): Instrument {
  const facts = catalogue.find((entry) => entry.id === point.model)!;
  const code = encodePoint(point, catalogue);
  const opening = createScene(point, randomPoint(seedOf(code), facts));
  return {
    studio: createStudio({ models: generators, opening, aroundSeed: seedOf(code) }),
    strip: getStrip(),
    host: browserHost,
    catalogue,
  };
}

function Screen({ poster, link }: Pick<StudioProps, 'poster' | 'link'>) {
  const said = useStudio((state) => state.said);
  usePersistence(link);
  useWaking(link !== undefined);
  useKeyboard();
  useStudioHelp();
  const dropping = useFileDrop();

  return (
    <div className={layout.studio}>
      <h1 className="sr-only">Studio</h1>
      <Stage poster={poster} className={layout.picture!} />
      <div role="group" aria-label="Tools" className={layout.tools}>
        <ActionButton action={rollDiceAction} side="right" />
        <ActionButton action={rollMotifAction} side="right" />
        <ActionButton action={undoAction} side="right" />
        <ActionButton action={redoAction} side="right" />
        <ActionButton action={keepAction} side="right" />
        <ActionButton action={copyLinkAction} side="right" className="lg:hidden" />
        <div className="lg:hidden">
          <MoreMenu />
        </div>
      </div>
      <Panel name="between" className={layout.between}>
        <BetweenBar />
        <EndChoices className="lg:hidden" />
      </Panel>
      <div className={layout.side}>
        <Caption className={layout.caption!} />
        <SideTabs />
        <Panel name="mix" aside>
          <MixPanel />
        </Panel>
        <Panel name="around" aside>
          <AroundPanel />
        </Panel>
        <Panel name="history" aside>
          <HistoryPanel />
        </Panel>
      </div>
      <Panel name="kept" className={layout.kept}>
        <KeptStrip />
      </Panel>
      <TabBar />
      <CommandPalette />
      <KeepOnline />
      <p role="status" aria-live="polite" className="sr-only">
        {said}
      </p>
      {dropping && (
        <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-shade">
          <p className="rounded-2xl bg-raised px-6 py-4 text-lg shadow-lift">
            Drop a picture that was saved here, or a link to one
          </p>
        </div>
      )}
    </div>
  );
}
