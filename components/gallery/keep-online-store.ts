/** What is about to be kept online. A store outside React, so that any screen may ask for it. */
import { deviceMemory } from '@/components/points/device-memory';
import { saveKeyOf } from '@/lib/studio/save-key';
import type { ToKeep } from '@/lib/studio/actions/action';
import { pathOfCode } from '@/lib/latent/link-kinds';

export type Visibility = 'private' | 'link' | 'public';

/** As it is remembered while somebody signs in, perhaps in another tab. */
export interface KeepDraft {
  readonly kind: ToKeep['kind'];
  readonly code: string;
  /** The code of what pictures it: a point, or the transfer itself. */
  readonly picture: string;
  readonly name?: string;
  readonly parents: readonly string[];
  readonly title: string;
  readonly note: string;
  readonly visibility: Visibility;
  /** Follows from the code: the same thing is in an account once, also when a device brought it along. */
  readonly saveKey: string;
}

const KEY = 'sfumato.keep-online';
/** A draft that nobody came back to is forgotten. */
const HOURS = 24;

let draft: KeepDraft | undefined;
const listeners = new Set<() => void>();

export const currentDraft = (): KeepDraft | undefined => draft;

export function subscribeToDraft(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the dialog for something new. */
export function keepOnline(work: ToKeep): void {
  publish({
    ...work,
    title: '',
    note: '',
    visibility: 'private',
    saveKey: saveKeyOf(work.code),
  });
}

/** Closes the dialog. */
export function closeDraft(): void {
  publish(undefined);
}

/** Remembers what was typed until somebody comes back to `pathOfDraft`. */
export function rememberDraft(typed: KeepDraft): void {
  deviceMemory()?.setItem(KEY, JSON.stringify({ at: Date.now(), draft: typed }));
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
  deviceMemory()?.removeItem(KEY);
  if (remembered && pathname.endsWith(`/${remembered.code}`)) publish(remembered);
}

function readMemory(): KeepDraft | undefined {
  const text = deviceMemory()?.getItem(KEY);
  if (!text) return undefined;
  try {
    const { at, draft: kept } = JSON.parse(text) as { at: number; draft: KeepDraft };
    return Date.now() - at < HOURS * 3_600_000 ? kept : undefined;
  } catch {
    // Written by another version: what was typed is lost, the picture is not.
    return undefined;
  }
}

function publish(next: KeepDraft | undefined): void {
  draft = next;
  for (const listener of listeners) listener();
}
