import { useEffect } from 'react';

/** What a screen adds to the help dialog while it is shown. */
export interface HelpSection {
  readonly title: string;
  /** One or two sentences in plain words. */
  readonly text?: string;
  readonly shortcuts: readonly { readonly keys: string; readonly label: string }[];
}

let open = false;
let sections: readonly HelpSection[] = [];
const listeners = new Set<() => void>();

export function subscribeToHelp(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const isHelpOpen = (): boolean => open;
export const helpSections = (): readonly HelpSection[] => sections;

/** Opens or closes the help dialog from anywhere, e.g. from a command palette. */
export function setHelpOpen(next: boolean): void {
  open = next;
  publish();
}

/**
 * Shows a section in the help dialog while the calling component is mounted.
 * @param section keep it outside the component or memoise it
 */
export function useHelpSection(section: HelpSection): void {
  useEffect(() => {
    sections = [...sections, section];
    publish();
    return () => {
      sections = sections.filter((other) => other !== section);
      publish();
    };
  }, [section]);
}

function publish(): void {
  for (const listener of listeners) listener();
}
