/** What is about to be kept online, outside React: any part of a screen may ask for it. */
import { deviceMemory, keepIn } from '@/components/points/device-memory';
import { saveKeyOf } from '@/lib/studio/save-key';
import type { ToKeep } from '@/lib/studio/actions/action';
import { pathOfCode } from '@/lib/latent/link-kinds';

export type Visibility = 'private' | 'link' | 'public';

/** What is said of a work, and to whom. */
export interface WorkWords {
  readonly title: string;
  readonly note: string;
  readonly visibility: Visibility;
}

/** As it is remembered while somebody signs in, perhaps in another tab. */
export interface KeepDraft {
  readonly kind: ToKeep['kind'];
  readonly code: string;
  /** The code of what pictures it: a point, or the transfer itself. */
  readonly picture: string;
  readonly name?: string;
  readonly parents: readonly string[];
  /** What was typed or chosen by now; of everything else nothing is said anew. */
  readonly typed: Partial<WorkWords>;
  /** Follows from the code: the same thing is in an account once, also when a device brought it along. */
  readonly saveKey: string;
}

const KEY = 'sfumato.keep-online';
/** A draft that nobody came back to is forgotten. */
const HOURS = 24;

const listeners = new Set<(draft: KeepDraft | undefined) => void>();

/** Tells of drafts from now on: one that was opened on another screen stays there. */
export function subscribeToDraft(listener: (draft: KeepDraft | undefined) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the dialog for something new. */
export function keepOnline(work: ToKeep): void {
  publish({ ...work, typed: {}, saveKey: saveKeyOf(work.code) });
}

/** Closes the dialog. */
export function closeDraft(): void {
  publish(undefined);
}

/** What is said of a work: what was typed, else what was said of it before. */
export function wordsOf(typed: Partial<WorkWords>, before?: WorkWords | null): WorkWords {
  const { title = '', note = '', visibility = 'private' } = { ...before, ...typed };
  return { title, note, visibility };
}

/**
 * What was said of a work before and is about to be replaced, in words: it may have been typed
 * over before anybody knew of it.
 */
export function replacedWords(typed: Partial<WorkWords>, before?: WorkWords | null): string[] {
  return (['title', 'note'] as const).flatMap((name) => {
    const [now, earlier] = [typed[name], before?.[name]];
    return earlier && now !== undefined && now !== earlier
      ? [`Its ${name} so far: ${earlier}`]
      : [];
  });
}

/**
 * Remembers what was typed until somebody comes back to `pathOfDraft`.
 * @returns false where this device has no room for it
 */
export function rememberDraft(draft: KeepDraft): boolean {
  return keepIn(deviceMemory(), KEY, JSON.stringify({ at: Date.now(), draft }));
}

/** Where the dialog opens again with what was remembered. */
export function pathOfDraft({ kind, code }: KeepDraft): string {
  return `${pathOfCode(kind, code)}?keep`;
}

/** Takes up what was remembered, if this address says so and it is about this very code. */
export function resumeDraft(): void {
  const { pathname, search } = window.location;
  const query = new URLSearchParams(search);
  if (!query.has('keep')) return;
  query.delete('keep');
  window.history.replaceState(null, '', query.size === 0 ? pathname : `${pathname}?${query}`);
  const remembered = readMemory();
  keepIn(deviceMemory(), KEY, undefined);
  if (remembered && pathname.endsWith(`/${remembered.code}`)) publish(remembered);
}

function readMemory(): KeepDraft | undefined {
  const text = deviceMemory()?.getItem(KEY);
  if (!text) return undefined;
  try {
    const { at, draft } = JSON.parse(text) as { at: number; draft: KeepDraft };
    return Date.now() - at < HOURS * 3_600_000 ? draft : undefined;
  } catch {
    // Written by another version: what was typed is lost, the picture is not.
    return undefined;
  }
}

function publish(draft: KeepDraft | undefined): void {
  for (const listener of listeners) listener(draft);
}
