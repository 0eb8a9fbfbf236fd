'use client';

import { RefusedFiles } from '@/components/intake/refused-files';

import { useIdentify, useIdentifyState } from './context';

/** Files that could not be used; the others go on. */
export function Refused() {
  const { controller } = useIdentify();
  const entries = useIdentifyState((state) => state.entries);
  const refused = entries.filter(({ phase }) => phase === 'refused');
  return <RefusedFiles files={refused} onDismiss={controller.remove} />;
}
