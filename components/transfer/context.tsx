'use client';

import { createContext, use, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';

import { FileInputs, useFileDoors } from '@/components/intake/file-inputs';
import type { PainterState } from '@/lib/transfer/painter';
import type { StylizerEntry } from '@/models/card';

import type { Transfer } from './browser';
import type { TransferController } from './contract';
import type { TransferState } from './state';

interface TransferParts extends Transfer {
  readonly stylizer: StylizerEntry;
  /** Opens the file dialog for the picture to be painted. */
  readonly choose: () => void;
  /** Opens the camera, where there is one. */
  readonly photograph: () => void;
  /** Opens the file dialog for pictures whose style is borrowed. */
  readonly chooseStyles: () => void;
}

const TransferContext = createContext<TransferParts | undefined>(undefined);

const nothing = () => undefined;

export interface TransferProviderProps {
  transfer: Transfer;
  stylizer: StylizerEntry;
  children: ReactNode;
}

/** What the parts of the screen share, the hidden inputs for files and the camera included. */
export function TransferProvider({ transfer, stylizer, children }: TransferProviderProps) {
  const { controller } = transfer;
  const content = useFileDoors(nothing);
  const styles = useFileDoors(nothing);
  const { choose, photograph } = content;
  const { choose: chooseStyles } = styles;
  const parts = useMemo(
    () => ({ ...transfer, stylizer, choose, photograph, chooseStyles }),
    [transfer, stylizer, choose, photograph, chooseStyles],
  );
  return (
    <TransferContext value={parts}>
      {children}
      <FileInputs
        files={content.files}
        camera={content.camera}
        onFiles={controller.takeContent}
        labels={['File of the picture', 'A photograph from the camera']}
      />
      <FileInputs
        files={styles.files}
        camera={styles.camera}
        onFiles={controller.takeStyles}
        labels={['Files of styles', 'A photograph of a style']}
        multiple
      />
    </TransferContext>
  );
}

export function useTransfer(): TransferParts {
  const transfer = use(TransferContext);
  if (!transfer) throw new Error('This component belongs inside the Transfer screen.');
  return transfer;
}

export function useController(): TransferController {
  return useTransfer().controller;
}

/** A part of the state; `select` must return the same value for the same state. */
export function useTransferState<Part>(select: (state: TransferState) => Part): Part {
  return useStore(useController().store, select);
}

/** A part of what the painter tells; `select` as above. */
export function usePainter<Part>(select: (state: PainterState) => Part): Part {
  return useStore(useController().painter.store, select);
}
