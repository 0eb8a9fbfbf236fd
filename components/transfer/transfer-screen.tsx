'use client';

import dynamic from 'next/dynamic';
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';

import { KeepOnline } from '@/components/gallery/keep-online';
import { RefusedFiles } from '@/components/intake/refused-files';
import { useIntake } from '@/components/intake/use-intake';
import { listenToKeys } from '@/components/points/listen-to-keys';
import { useHelpSection, type HelpSection } from '@/components/shell/help-store';
import type { StylizerEntry } from '@/models/card';
import { stylizers } from '@/models/registry';

import { getTransfer } from './browser';
import { Caption } from './caption';
import { ContentBar } from './content-bar';
import { TransferProvider, useController, useTransfer, useTransferState } from './context';
import { Controls } from './controls';
import { Keeping } from './keeping';
import { Library } from './library';
import { LinkNotice } from './link-notice';
import { Mix } from './mix';
import { MoreStyles } from './more-styles';
import { NoStylizer } from './no-stylizer';
import { ResultBar } from './result-bar';
import { savePainting } from './save';
import { Stage } from './stage';
import layout from './transfer.module.css';
import { useArrival } from './use-arrival';
import { setView, VIEWS } from './view';
import { whyUnpainted } from './words';

const LiveStage = dynamic(() => import('./live/live-stage').then((room) => room.LiveStage));
const VideoPanel = dynamic(() => import('./video/video-panel').then((room) => room.VideoPanel));

const HELP: HelpSection = {
  title: 'Transfer',
  text: 'Put a picture on the page and have it painted in the style of a painter, of another picture of yours, or of a generated one. Several styles can be mixed. Pictures are painted on this device and never leave it; a link carries the styles alone.',
  shortcuts: [
    { keys: 'Mod+O', label: 'Choose a picture, or a film' },
    { keys: 'Mod+V', label: 'Paste a picture' },
    { keys: 'Mod+Z', label: 'Undo' },
    { keys: 'Mod+Shift+Z', label: 'Redo' },
    { keys: 'Mod+S', label: 'Download the painting' },
    { keys: 'Alt+1', label: 'The painting alone' },
    { keys: 'Alt+2', label: 'Slide between your picture and the painting' },
    { keys: 'Alt+3', label: 'Side by side' },
  ],
};

/** Style transfer. `code`: that of a link, checked by the page. */
export function TransferScreen({ code }: { code?: string }) {
  const [stylizer] = stylizers;
  return stylizer ? (
    <Ready stylizer={stylizer} {...(code === undefined ? {} : { code })} />
  ) : (
    <NoStylizer />
  );
}

function Ready({ stylizer, code }: { stylizer: StylizerEntry; code?: string }) {
  const [transfer] = useState(() => getTransfer(stylizer));
  return (
    <TransferProvider transfer={transfer} stylizer={stylizer}>
      <Screen code={code} />
    </TransferProvider>
  );
}

function Screen({ code }: { code: string | undefined }) {
  const controller = useController();
  const { choose } = useTransfer();
  const mode = useTransferState((state) => state.mode);
  const film = useTransferState((state) => state.film);
  const wanted = useTransferState((state) => state.wanted);
  const unpainted = useTransferState(whyUnpainted);
  const refused = useTransferState((state) => state.refused);
  const said = useStore(controller.undo.notes, (notes) => notes.said);
  useHelpSection(HELP);
  useArrival(code);
  const over = useIntake(
    useCallback(
      (files, left) => {
        const dropped = files.find(isFilm);
        if (dropped) controller.set({ mode: 'video', film: dropped });
        else if (left !== undefined && left > window.innerWidth * STYLE_FROM) {
          controller.takeStyles(files);
        } else void controller.takeContent(files);
      },
      [controller],
    ),
  );
  useEffect(() => {
    const { undo } = controller;
    return listenToKeys([
      // With the panel of films open it is a film that is chosen, which the panel sees to.
      ...(mode === 'video' ? [] : ([['Mod+O', choose]] as const)),
      ['Mod+Z', undo.undo],
      ['Mod+Shift+Z', undo.redo],
      ['Mod+Y', undo.redo],
      // Camera and film have downloads of their own.
      ...(mode === 'picture'
        ? ([['Mod+S', () => savePainting(controller, 'image/png')]] as const)
        : []),
      ...VIEWS.map((view, i) => [`Alt+${i + 1}`, () => setView(view)] as const),
    ]);
  }, [controller, choose, mode]);

  const close = () => {
    // What closes goes with the focus in it; the button that opened it stays.
    document.querySelector<HTMLElement>('[data-mode][aria-pressed="true"]')?.focus();
    controller.set({ mode: 'picture' });
  };
  const onTaken = useCallback(() => controller.set({ film: undefined }), [controller]);
  const onMoving = useCallback((moving: boolean) => controller.set({ moving }), [controller]);
  return (
    <div className="mx-auto w-full max-w-[110rem] grow px-4 pt-2 pb-8 sm:px-6">
      <h1 className="sr-only">Transfer</h1>
      <div className="flex flex-col gap-6">
        <RefusedFiles files={refused} onDismiss={controller.dismiss} />
        <LinkNotice />
        <div className={layout.screen}>
          <div className={layout.work}>
            <ContentBar />
            {mode === 'webcam' && (
              <LiveStage {...{ wanted, unpainted, onMoving }} onClose={close} />
            )}
            {mode === 'video' && (
              <VideoPanel {...{ wanted, unpainted, film, onTaken, onMoving }} onClose={close} />
            )}
            {mode === 'picture' && (
              <>
                <div className={layout.keeps}>
                  <Stage />
                </div>
                <Caption />
                <ResultBar />
              </>
            )}
          </div>
          <div className="flex min-w-0 flex-col gap-6">
            <section aria-label="Style" className="flex flex-col gap-4">
              <Mix />
              <Controls />
              <MoreStyles />
            </section>
            <Library />
          </div>
        </div>
        <Keeping />
        <KeepOnline />
      </div>
      {over && (
        <div className="pointer-events-none fixed inset-3 z-40 flex animate-appear gap-3 text-xl font-semibold">
          <p className="grid grow place-items-center rounded-2xl border-2 border-dashed border-accent bg-ground/85">
            {mode === 'video' ? 'Let go to paint this film' : 'Let go to paint it'}
          </p>
          <p className="grid w-1/3 place-items-center rounded-2xl border-2 border-dashed border-accent bg-ground/85 px-4 text-center">
            {mode === 'video'
              ? 'Let go of a picture here to paint in its style'
              : 'Let go here to paint in its style'}
          </p>
        </div>
      )}
      <div role="status" className="sr-only">
        {said}
      </div>
    </div>
  );
}

const isFilm = ({ type, name }: File) =>
  type.startsWith('video/') || /\.(mp4|m4v|mov|webm|mkv)$/i.test(name);

/** Files dropped further to the right than this share of the window are styles. */
const STYLE_FROM = 2 / 3;
