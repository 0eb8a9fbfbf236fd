'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';

import { KeepOnline } from '@/components/gallery/keep-online';
import { followAddress, stateToResume } from '@/components/points/follow-address';
import { useReducedMotion, useWakingThumbnails } from '@/components/points/hooks';
import { listenToKeys, type KeyCommand } from '@/components/points/listen-to-keys';
import { factsOfModel } from '@/components/points/model-of';
import { useHelpSection, type HelpSection } from '@/components/shell/help-store';
import { SfumatoError } from '@/lib/errors';
import { decodeWalk } from '@/lib/latent/codec';
import { cameFrom } from '@/lib/studio/address';
import { drawPicture, getOrigins } from '@/lib/studio/browser';
import { catalogue } from '@/models/registry';

import { WalkProvider } from './context';
import { createWalkController, type WalkController } from './controller';
import { exampleWalk } from './example';
import { createPlayer } from './player';
import { Settings } from './settings';
import { Stage } from './stage';
import { Timeline } from './timeline';
import { neighbourTime } from './timing';
import { Transport } from './transport';

const HELP: HelpSection = {
  title: 'Walk',
  text: 'A walk leads from picture to picture. Add pictures, put them in order, set the time from one to the next, and send the link.',
  shortcuts: [
    { keys: 'Space', label: 'Play or pause' },
    { keys: 'ArrowLeft', label: 'Go to the previous picture' },
    { keys: 'ArrowRight', label: 'Go to the next picture' },
    { keys: 'Alt+ArrowLeft', label: 'Move the focused picture earlier' },
    { keys: 'Alt+ArrowRight', label: 'Move the focused picture later' },
    { keys: 'Delete', label: 'Take the focused picture out' },
    { keys: 'Mod+Z', label: 'Undo' },
  ],
};

/** The walk of a link, of the last visit, or an example. `code` was checked by the page. */
export function WalkScreen({ code }: { code?: string }) {
  const [controller] = useState(() => createController(code));
  const said = useStore(controller.notes, (notes) => notes.said);
  const reduced = useReducedMotion();
  useHelpSection(HELP);
  useWakingThumbnails();

  useEffect(() => {
    const { player } = controller;
    const from = cameFrom(window.location.search);
    if (from !== undefined) {
      for (const { point } of player.store.getState().walk.keyframes) {
        getOrigins().remember(point, [from]);
      }
    }
    const address = { screen: '/walk', rendered: code };
    const resumed = stateToResume({
      ...address,
      what: 'walk',
      decode: (other) => decodeWalk(other, catalogue),
    });
    if (resumed) player.edit(resumed);
    else player.refresh();
    return followAddress({
      ...address,
      code: controller.code,
      subscribe: (listener) =>
        player.store.subscribe((state, before) => {
          if (state.walk !== before.walk) listener();
        }),
    });
  }, [controller, code]);
  useEffect(() => {
    if (!reduced) controller.player.play();
    return controller.player.pause;
  }, [controller, reduced]);
  useEffect(() => listenToKeys(commandsOf(controller)), [controller]);

  return (
    <WalkProvider controller={controller}>
      <div className="mx-auto flex w-full max-w-7xl grow flex-col px-4 pt-1 pb-6 sm:px-6">
        <h1 className="sr-only">Walk</h1>
        <div className="grid gap-x-10 gap-y-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-2">
            <Stage />
            <Transport />
          </div>
          <div className="min-w-0 lg:col-span-2 lg:row-start-2">
            <Timeline />
          </div>
          <div className="flex flex-col gap-6 lg:col-start-2 lg:row-start-1">
            <p className="text-muted">
              A walk leads from picture to picture, and every moment of it is a picture of its own.
            </p>
            <Settings />
          </div>
        </div>
        <div role="status" className="sr-only">
          {said}
        </div>
        <KeepOnline />
      </div>
    </WalkProvider>
  );
}

function createController(code: string | undefined): WalkController {
  const [first] = catalogue;
  if (!first) throw new SfumatoError('unknown-model', 'No model is installed here yet.');
  const player = createPlayer({
    walk: code === undefined ? exampleWalk(first) : decodeWalk(code, catalogue),
    draw: drawPicture,
    factsOf: factsOfModel,
    now: () => performance.now(),
    nextFrame: (callback) => requestAnimationFrame(callback),
  });
  return createWalkController(player, catalogue);
}

function commandsOf({ player, undo, redo }: WalkController): KeyCommand[] {
  const jump = (direction: 1 | -1) => {
    const { walk, time } = player.store.getState();
    player.seek(neighbourTime(walk, time, direction));
  };
  return [
    ['Space', () => (player.store.getState().playing ? player.pause() : player.play())],
    ['ArrowLeft', () => jump(-1)],
    ['ArrowRight', () => jump(1)],
    ['Mod+Z', undo],
    ['Mod+Shift+Z', redo],
    ['Mod+Y', redo],
  ];
}
