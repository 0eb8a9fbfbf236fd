'use client';

import { createContext, use, useMemo, useRef, type ChangeEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';

import type { ClassifierEntry } from '@/models/card';

import type { IdentifyController, IdentifyState } from './controller';

interface Identify {
  readonly controller: IdentifyController;
  readonly classifier: ClassifierEntry;
  /** Opens the file dialog. */
  readonly choose: () => void;
  /** Opens the camera, where there is one. */
  readonly photograph: () => void;
}

const IdentifyContext = createContext<Identify | undefined>(undefined);

/** Kinds that some systems do not count among the pictures are named. */
const KINDS = 'image/*,.heic,.heif,.avif';

export interface IdentifyProviderProps extends Pick<Identify, 'controller' | 'classifier'> {
  children: ReactNode;
}

/** What the parts of the screen share, the two hidden inputs for files and the camera included. */
export function IdentifyProvider({ controller, classifier, children }: IdentifyProviderProps) {
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const identify = useMemo(
    () => ({
      controller,
      classifier,
      // A picture is on its way: what judges it may be fetched meanwhile.
      choose() {
        controller.prepare();
        files.current?.click();
      },
      photograph() {
        controller.prepare();
        camera.current?.click();
      },
    }),
    [controller, classifier],
  );
  // A file that is chosen before anything listens would be lost.
  const listens = useStore(controller.store, (state) => state.restored);
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    controller.add([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  const common = { type: 'file', tabIndex: -1, className: 'hidden', onChange } as const;
  return (
    <IdentifyContext value={identify}>
      {children}
      {listens && (
        <>
          <input {...common} ref={files} accept={KINDS} multiple aria-label="Files of pictures" />
          <input
            {...common}
            ref={camera}
            accept="image/*"
            capture="environment"
            aria-label="A photograph from the camera"
          />
        </>
      )}
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
