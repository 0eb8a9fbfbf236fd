'use client';

import dynamic from 'next/dynamic';
import { useEffect, useSyncExternalStore } from 'react';

import { currentDraft, resumeDraft, subscribeToDraft } from './keep-online-store';

// Fetched by those who keep something.
const KeepOnlineDialog = dynamic(
  () => import('./keep-online-dialog').then((module) => module.KeepOnlineDialog),
  { ssr: false },
);

const NOTHING = () => undefined;

/** Belongs on every screen from which something can be kept online. */
export function KeepOnline() {
  const draft = useSyncExternalStore(subscribeToDraft, currentDraft, NOTHING);
  useEffect(resumeDraft, []);
  return draft ? <KeepOnlineDialog key={draft.saveKey} draft={draft} /> : null;
}
