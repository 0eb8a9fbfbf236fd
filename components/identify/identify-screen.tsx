'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';

import { useIntake } from '@/components/intake/use-intake';
import { listenToKeys } from '@/components/points/listen-to-keys';
import { useHelpSection, type HelpSection } from '@/components/shell/help-store';
import { toast } from '@/components/ui/toast-store';
import { toSfumatoError } from '@/lib/errors';
import { decodeAnswer } from '@/lib/identify/code';
import { askedIn } from '@/lib/studio/address';
import type { ClassifierEntry } from '@/models/card';
import { classifiers } from '@/models/registry';

import { getIdentifyController } from './browser';
import { Comparison } from './comparison';
import { IdentifyProvider, useIdentify, useIdentifyState } from './context';
import { Empty } from './empty';
import { isAnswered, isShown } from './entry';
import layout from './identify.module.css';
import { Keeping } from './keeping';
import { NoClassifier } from './no-classifier';
import { OnePicture } from './one-picture';
import { Refused } from './refused';
import { ReportSheet } from './report-sheet';
import { SharedAnswer } from './shared-answer';
import { Shelf } from './shelf';

const HELP: HelpSection = {
  title: 'Identify',
  text: 'Put a picture on the page and learn which painter it is nearest to, what in it decided, and where to go from there. Pictures are looked at on this device and never leave it.',
  shortcuts: [
    { keys: 'Mod+O', label: 'Choose pictures' },
    { keys: 'Mod+V', label: 'Paste a picture' },
    { keys: 'Delete', label: 'Forget the focused picture' },
  ],
};

export function IdentifyScreen() {
  const [classifier] = classifiers;
  return classifier ? <Ready classifier={classifier} /> : <NoClassifier />;
}

function Ready({ classifier }: { classifier: ClassifierEntry }) {
  const [controller] = useState(() => getIdentifyController(classifier));
  const asked = useAsked();
  useEffect(() => void controller.restore(), [controller]);
  if (asked !== undefined) return <SharedAnswer code={asked} />;
  return (
    <IdentifyProvider controller={controller} classifier={classifier}>
      <Screen />
    </IdentifyProvider>
  );
}

/** The shared answer that this screen was asked for without a network, where no other page is at hand. */
function useAsked(): string | undefined {
  const code = useSyncExternalStore(
    () => () => undefined,
    () => askedIn(window.location.search),
    () => undefined,
  );
  const problem = code === undefined ? undefined : problemOf(code);
  useEffect(() => {
    if (problem !== undefined) toast({ title: problem, tone: 'danger' });
  }, [problem]);
  return problem === undefined ? code : undefined;
}

function problemOf(code: string): string | undefined {
  try {
    decodeAnswer(code, classifiers);
    return undefined;
  } catch (thrown) {
    return toSfumatoError(thrown).message;
  }
}

function Screen() {
  const { controller, choose } = useIdentify();
  const over = useIntake(controller.add);
  const entries = useIdentifyState((state) => state.entries);
  const selected = useIdentifyState((state) => state.selected);
  const said = useIdentifyState((state) => state.said);
  useHelpSection(HELP);
  useEffect(() => listenToKeys([['Mod+O', choose]]), [choose]);
  useEffect(() => {
    if (over) controller.prepare();
  }, [over, controller]);

  const shown = entries.filter(isShown);
  const entry = shown.find(({ id }) => id === selected) ?? shown[0];
  return (
    <>
      <div className="mx-auto w-full max-w-[110rem] px-4 pb-2 empty:hidden sm:px-6 print:hidden">
        <Refused />
      </div>
      {entry ? <Pictures current={entry.id} /> : <Empty over={over} />}
      {entry && over && (
        <div className="pointer-events-none fixed inset-3 z-40 grid animate-appear place-items-center rounded-2xl border-2 border-dashed border-accent bg-ground/85 text-xl font-semibold">
          Let go to look at it
        </div>
      )}
      <div role="status" className="sr-only">
        {said}
      </div>
    </>
  );
}

/** The visitor's pictures, and the one (or two) that are looked at. */
function Pictures({ current }: { current: string }) {
  const entries = useIdentifyState((state) => state.entries);
  const compared = useIdentifyState((state) => state.compared);
  const find = (id: string | undefined) => entries.find((entry) => entry.id === id);
  const entry = find(current);
  const [a, b] = [find(compared?.[0]), find(compared?.[1])];
  return (
    <div className="mx-auto w-full max-w-[110rem] grow px-4 pt-2 pb-8 sm:px-6 print:p-0">
      <h1 className="sr-only">Identify</h1>
      <div className="flex flex-col gap-8 print:hidden">
        <div className={layout.screen}>
          <div className={layout.stays}>
            <Shelf />
          </div>
          {isAnswered(a) && isAnswered(b) ? (
            <div className="min-w-0 lg:col-span-2">
              <Comparison a={a} b={b} />
            </div>
          ) : (
            entry && <OnePicture key={entry.id} entry={entry} />
          )}
        </div>
        <Keeping />
      </div>
      {isAnswered(entry) && <ReportSheet entry={entry} />}
    </div>
  );
}
