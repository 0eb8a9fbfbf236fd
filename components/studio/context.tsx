'use client';

import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand';

import { toast } from '@/components/ui/toast-store';
import { toSfumatoError } from '@/lib/errors';
import type { Action, Instrument } from '@/lib/studio/actions/action';
import { currentNode } from '@/lib/studio/history';
import type { Scene } from '@/lib/studio/scene';
import type { StripState } from '@/lib/studio/strip';
import type { StudioState } from '@/lib/studio/studio';

const InstrumentContext = createContext<Instrument | undefined>(undefined);

export function InstrumentProvider(props: { instrument: Instrument; children: ReactNode }) {
  return <InstrumentContext value={props.instrument}>{props.children}</InstrumentContext>;
}

export function useInstrument(): Instrument {
  const instrument = use(InstrumentContext);
  if (!instrument) throw new Error('This component belongs inside the Studio.');
  return instrument;
}

/** A part of the Studio's state; `select` must return the same value for the same state. */
export function useStudio<Part>(select: (state: StudioState) => Part): Part {
  return useStore(useInstrument().studio.store, select);
}

/**
 * The scene without the change that is going on: what hangs on the picture (its
 * children, say) follows a drag when it ends.
 */
export function useSettledScene(): Scene {
  return useStudio((state) => currentNode(state.history).scene);
}

export function useStrip<Part>(select: (state: StripState) => Part): Part {
  return useStore(useInstrument().strip.store, select);
}

/** Does something a person asked for; what goes wrong is said in a message. */
export function attempt(task: () => void | Promise<void>): void {
  const report = (thrown: unknown) => {
    const error = toSfumatoError(thrown);
    if (error.code === 'cancelled') return;
    if (error.code === 'internal') console.error(error);
    toast({ title: error.message, tone: 'danger' });
  };
  try {
    Promise.resolve(task()).catch(report);
  } catch (thrown) {
    report(thrown);
  }
}

export function runAction(action: Action, instrument: Instrument): void {
  attempt(() => action.run(instrument));
}
