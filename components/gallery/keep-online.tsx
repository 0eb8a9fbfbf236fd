'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

import { resumeDraft, subscribeToDraft, type KeepDraft } from './keep-online-store';

// Fetched by those who keep something.
const KeepOnlineDialog = dynamic(
  () => import('./keep-online-dialog').then((module) => module.KeepOnlineDialog),
  { ssr: false },
);

/** Belongs on every screen from which something can be kept online. */
export function KeepOnline() {
  // The screen's own: it is gone with the screen.
  const [draft, setDraft] = useState<KeepDraft>();
  useEffect(() => {
    const leave = subscribeToDraft(setDraft);
    resumeDraft();
    return leave;
  }, []);
  return draft ? <KeepOnlineDialog key={draft.saveKey} draft={draft} /> : null;
}
