'use client';

import { useHelpSection, type HelpSection } from '@/components/shell/help-store';

const HELP: HelpSection = {
  title: 'Gallery',
  text:
    'These works were made public by the people who kept them. Open one to see where it grew from, ' +
    'and to grow your own from it. To show something of yours, choose “Keep online” in the Studio, ' +
    'in Walk, in Arithmetic or, for a style, in Transfer, and make it public there.',
  shortcuts: [],
};

/** What the gallery is, in the help. */
export function GalleryHelp() {
  useHelpSection(HELP);
  return null;
}
