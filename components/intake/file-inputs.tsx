'use client';

import { useMemo, useRef, useSyncExternalStore, type ChangeEvent, type RefObject } from 'react';

/** Kinds that some systems do not count among the pictures are named. */
const KINDS = 'image/*,.heic,.heif,.avif';

/** Two ways to a picture, and the hidden inputs behind them. */
export interface FileDoors {
  /** Opens the file dialog. */
  readonly choose: () => void;
  /** Opens the camera, where there is one. */
  readonly photograph: () => void;
  readonly files: RefObject<HTMLInputElement | null>;
  readonly camera: RefObject<HTMLInputElement | null>;
}

/** @param onOpen called when a picture is on its way; must stay the same between renderings. */
export function useFileDoors(onOpen: () => void): FileDoors {
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  return useMemo(
    () => ({
      choose() {
        onOpen();
        files.current?.click();
      },
      photograph() {
        onOpen();
        camera.current?.click();
      },
      files,
      camera,
    }),
    [onOpen],
  );
}

export interface FileInputsProps extends Pick<FileDoors, 'files' | 'camera'> {
  onFiles: (files: readonly File[]) => void;
  /** Whether several files may be chosen at once. */
  multiple?: boolean;
  /** How the inputs are called, for those who cannot see that they are hidden. */
  labels?: readonly [files: string, camera: string];
}

/** There once the page listens: a file that is chosen in what the server sent would be lost. */
export function FileInputs({
  files,
  camera,
  onFiles,
  multiple = false,
  labels = ['Files of pictures', 'A photograph from the camera'],
}: FileInputsProps) {
  const listens = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  if (!listens) return null;
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  const common = { type: 'file', tabIndex: -1, className: 'hidden', onChange } as const;
  return (
    <>
      <input {...common} ref={files} accept={KINDS} multiple={multiple} aria-label={labels[0]} />
      <input
        {...common}
        ref={camera}
        accept="image/*"
        capture="environment"
        aria-label={labels[1]}
      />
    </>
  );
}
