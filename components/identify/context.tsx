'use client';

import { createContext, use, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';

import { FileInputs, useFileDoors } from '@/components/intake/file-inputs';
import type { ClassifierEntry } from '@/models/card';

import type { IdentifyController, IdentifyState } from './contract';

interface Identify {
  readonly controller: IdentifyController;
  readonly classifier: ClassifierEntry;
  /** Opens the file dialog. */
  readonly choose: () => void;
  /** Opens the camera, where there is one. */
  readonly photograph: () => void;
}

const IdentifyContext = createContext<Identify | undefined>(undefined);

export interface IdentifyProviderProps extends Pick<Identify, 'controller' | 'classifier'> {
  children: ReactNode;
}

/** What the parts of the screen share, the two hidden inputs for files and the camera included. */
export function IdentifyProvider({ controller, classifier, children }: IdentifyProviderProps) {
  // A picture is on its way: what judges it may be fetched meanwhile.
  const { files, camera, choose, photograph } = useFileDoors(controller.prepare);
  const identify = useMemo(
    () => ({ controller, classifier, choose, photograph }),
    [controller, classifier, choose, photograph],
  );
  return (
    <IdentifyContext value={identify}>
      {children}
      <FileInputs files={files} camera={camera} onFiles={controller.add} multiple />
    </IdentifyContext>
  );
}

export function useIdentify(): Identify {
  const identify = use(IdentifyContext);
  if (!identify) throw new Error('This component belongs inside the Identify screen.');
  return identify;
}

/** A part of the state; `select` must return the same value for the same state. */
export function useIdentifyState<Part>(select: (state: IdentifyState) => Part): Part {
  return useStore(useIdentify().controller.store, select);
}
