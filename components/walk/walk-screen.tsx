'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';

import { deviceMemory } from '@/components/points/device-memory';
import { useReducedMotion, useWakingThumbnails } from '@/components/points/hooks';
import { factsOfModel } from '@/components/points/model-of';
import { useHelpSection, type HelpSection } from '@/components/shell/help-store';
import { attempt } from '@/components/studio/context';
import { getEngine } from '@/lib/engine/browser';
import { SfumatoError } from '@/lib/errors';
import { decodeWalk } from '@/lib/latent/codec';
import type { Walk } from '@/lib/latent/walk';
import { belongsToTarget, matchesShortcut } from '@/lib/studio/shortcuts';
import { catalogue } from '@/models/registry';

import { followWalk } from './address';
import { WalkProvider } from './context';
import { createWalkController, savedWalk, type WalkController } from './controller';
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
    const resumed = walkToResume(code);
    if (resumed) controller.player.edit(resumed);
    else controller.player.refresh();
    return followWalk(controller, catalogue);
  }, [controller, code]);
  useEffect(() => {
    if (!reduced) controller.player.play();
    return controller.player.pause;
  }, [controller, reduced]);
  useEffect(() => listenToKeys(controller), [controller]);

  return (
    <WalkProvider controller={controller}>
      <div className="mx-auto flex w-full max-w-6xl grow flex-col gap-4 px-4 pb-6 sm:px-6">
        <div className="grid gap-x-10 gap-y-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
          <div className="flex min-w-0 flex-col gap-2">
            <Stage />
            <Transport />
          </div>
          <div className="flex flex-col gap-5 max-lg:order-last lg:pt-2">
            <div>
              <h1 className="text-xl font-semibold tracking-tight">Walk</h1>
              <p className="mt-1 text-muted">
                A film through the space between pictures. Every moment of it is a picture of its
                own.
              </p>
            </div>
            <Settings />
          </div>
          <div className="min-w-0 lg:col-span-2">
            <Timeline />
          </div>
        </div>
        <div role="status" className="sr-only">
          {said}
        </div>
      </div>
    </WalkProvider>
  );
}

/**
 * The walk to go on with instead of the one the page was rendered with: the one in
 * the address, which has followed every change, or else that of the last visit.
 */
function walkToResume(code: string | undefined): Walk | undefined {
  const inAddress = /^\/walk\/([\w-]+)$/.exec(window.location.pathname)?.[1];
  if (inAddress === undefined) return savedWalk(deviceMemory(), catalogue);
  try {
    return inAddress === code ? undefined : decodeWalk(inAddress, catalogue);
  } catch {
    // Somebody typed into the address bar: what the page was rendered with is sound.
    return undefined;
  }
}

function createController(code: string | undefined): WalkController {
  const [first] = catalogue;
  if (!first) throw new SfumatoError('unknown-model', 'No model is installed here yet.');
  const player = createPlayer({
    walk: code === undefined ? exampleWalk(first) : decodeWalk(code, catalogue),
    async draw(point) {
      const [picture] = await getEngine().generate([point]);
      if (!picture) throw new SfumatoError('internal', 'The engine drew nothing. Try again.');
      return picture;
    },
    factsOf: factsOfModel,
    now: () => performance.now(),
    nextFrame: (callback) => requestAnimationFrame(callback),
  });
  return createWalkController(player, catalogue);
}

/** Keys that work wherever the focus is, unless the focused element needs them. */
function listenToKeys({ player, undo, redo }: WalkController): () => void {
  const jump = (direction: 1 | -1) => {
    const { walk, time } = player.store.getState();
    player.seek(neighbourTime(walk, time, direction));
  };
  const commands: readonly [string, () => void][] = [
    ['Space', () => (player.store.getState().playing ? player.pause() : player.play())],
    ['ArrowLeft', () => jump(-1)],
    ['ArrowRight', () => jump(1)],
    ['Mod+Z', undo],
    ['Mod+Shift+Z', redo],
    ['Mod+Y', redo],
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : null;
    if (belongsToTarget(event, target)) return;
    const command = commands.find(([keys]) => matchesShortcut(event, keys));
    if (!command) return;
    event.preventDefault();
    attempt(command[1]);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
