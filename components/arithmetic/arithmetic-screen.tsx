'use client';

import { ArrowLeftRight, CornerLeftUp, Dices } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';

import { KeepOnline } from '@/components/gallery/keep-online';
import { followAddress, stateToResume } from '@/components/points/follow-address';
import { useWakingThumbnails } from '@/components/points/hooks';
import { listenToKeys } from '@/components/points/listen-to-keys';
import { factsOfModel } from '@/components/points/model-of';
import { UndoButtons } from '@/components/points/undo-buttons';
import { useHelpSection, type HelpSection } from '@/components/shell/help-store';
import { attempt } from '@/components/studio/context';
import { Button } from '@/components/ui/button';
import { classes } from '@/components/ui/classes';
import { SfumatoError } from '@/lib/errors';
import { randomPoint } from '@/lib/latent/blend';
import { decodeArithmetic } from '@/lib/latent/codec';
import { cameFrom } from '@/lib/studio/address';
import { drawPicture, getOrigins } from '@/lib/studio/browser';
import { newSeed } from '@/lib/studio/id';
import { createFrameLoop } from '@/lib/studio/frames';
import { catalogue } from '@/models/registry';

import { ArithmeticProvider, useArithmetic, useArithmeticController } from './context';
import { createArithmeticController, type ArithmeticController } from './controller';
import { modelOfArithmetic, setTile, swapDifference } from './edits';
import { exampleArithmetic } from './example';
import { Result } from './result';
import { Tile } from './tile';

const HELP: HelpSection = {
  title: 'Arithmetic',
  text: 'What C has and B has not is added to A. Several pictures on a tile stand for their mean: the more of them, the clearer what they have in common.',
  shortcuts: [
    { keys: 'Delete', label: 'Take the focused picture out' },
    { keys: 'Mod+Z', label: 'Undo' },
    { keys: 'Mod+Shift+Z', label: 'Redo' },
  ],
};

/** The arithmetic of a link, of the last visit, or an example. `code` was checked by the page. */
export function ArithmeticScreen({ code }: { code?: string }) {
  const [controller] = useState(() => createController(code));
  const said = useStore(controller.notes, (notes) => notes.said);
  useHelpSection(HELP);
  useWakingThumbnails();

  useEffect(() => {
    const stop = controller.start();
    const from = cameFrom(window.location.search);
    if (from !== undefined) {
      for (const point of Object.values(controller.store.getState().arithmetic).flat()) {
        getOrigins().remember(point, [from]);
      }
    }
    const address = { screen: '/arithmetic', rendered: code };
    const resumed = stateToResume({
      ...address,
      what: 'arithmetic',
      decode: (other) => decodeArithmetic(other, catalogue),
    });
    if (resumed) controller.resume(resumed);
    const unfollow = followAddress({
      ...address,
      code: controller.code,
      subscribe: (listener) =>
        controller.store.subscribe((state, before) => {
          if (state.arithmetic !== before.arithmetic) listener();
        }),
    });
    return () => {
      unfollow();
      stop();
    };
  }, [controller, code]);
  useEffect(
    () =>
      listenToKeys([
        ['Mod+Z', controller.undo],
        ['Mod+Shift+Z', controller.redo],
        ['Mod+Y', controller.redo],
      ]),
    [controller],
  );

  return (
    <ArithmeticProvider controller={controller}>
      <div className="mx-auto flex w-full max-w-7xl grow flex-col px-4 pt-2 pb-8 sm:px-6">
        <h1 className="sr-only">Arithmetic</h1>
        <div className="grid gap-x-4 gap-y-6 lg:grid-cols-[minmax(0,1.45fr)_auto_minmax(0,1fr)] lg:grid-rows-[auto_1fr] lg:gap-x-6">
          <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto_minmax(0,1fr)] gap-x-2 self-start sm:gap-x-4">
            <Tile name="a" part="Start with" />
            <Sign>−</Sign>
            <Tile name="b" part="Take away" />
            <Sign>+</Sign>
            <Tile name="c" part="Add" />
          </div>
          <Sign className="max-lg:hidden">=</Sign>
          <div className="lg:col-start-3 lg:row-span-2 lg:row-start-1">
            <Result />
          </div>
          <div className="flex flex-col gap-4 border-t border-line pt-5 lg:col-start-1 lg:row-start-2 lg:self-start">
            <p className="max-w-prose text-muted">
              What C has and B has not is added to A. Put several pictures on a tile, and they stand
              for what they have in common.
            </p>
            <Tools />
          </div>
        </div>
        <div role="status" className="sr-only">
          {said}
        </div>
        <KeepOnline />
      </div>
    </ArithmeticProvider>
  );
}

/** Between two tiles, at the height of the middle of their pictures. */
function Sign({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      aria-hidden
      className={classes(
        'self-start pt-[4.2rem] text-2xl leading-none text-muted sm:pt-[calc(1.2rem+11vw)] lg:pt-32 lg:text-3xl',
        className,
      )}
    >
      {children}
    </span>
  );
}

/** What changes the whole expression. */
function Tools() {
  const controller = useArithmeticController();
  const result = useArithmetic((state) => state.result);
  const roll = () =>
    controller.edit('Three other pictures.', (now) => {
      const facts = factsOfModel(modelOfArithmetic(now) ?? catalogue[0]?.id ?? '');
      const dice = () => [randomPoint(newSeed(), facts)];
      return { a: dice(), b: dice(), c: dice() };
    });
  return (
    <div className="-ml-4 flex flex-wrap items-center gap-1">
      <Button variant="quiet" onClick={() => attempt(roll)}>
        <Dices aria-hidden /> Roll the dice
      </Button>
      <Button
        variant="quiet"
        onClick={() => attempt(() => controller.edit('Swapped B and C.', swapDifference))}
      >
        <ArrowLeftRight aria-hidden /> Swap B and C
      </Button>
      <Button
        variant="quiet"
        disabled={!result}
        onClick={() =>
          attempt(() =>
            controller.edit('The result is A now.', (now) =>
              result ? setTile(now, 'a', [result]) : now,
            ),
          )
        }
      >
        <CornerLeftUp aria-hidden /> Result as A
      </Button>
      <UndoButtons undo={controller} />
    </div>
  );
}

function createController(code: string | undefined): ArithmeticController {
  const [first] = catalogue;
  if (!first) throw new SfumatoError('unknown-model', 'No model is installed here yet.');
  return createArithmeticController({
    arithmetic: code === undefined ? exampleArithmetic(first) : decodeArithmetic(code, catalogue),
    catalogue,
    factsOf: factsOfModel,
    createLoop: (on) =>
      createFrameLoop({
        ...on,
        draw: drawPicture,
        factsOf: (point) => factsOfModel(point.model),
        allowsMotion: () => !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
        now: () => performance.now(),
        nextFrame: (callback) => requestAnimationFrame(callback),
      }),
  });
}
