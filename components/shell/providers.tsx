'use client';

import type { ReactNode } from 'react';

import { NonceProvider } from '@/components/ui/nonce';
import { Toaster } from '@/components/ui/toast';
import { TooltipProvider } from '@/components/ui/tooltip';

import { OfflinePlay } from './offline-play';

/** What every screen needs around itself in the browser. */
export function Providers(props: { nonce: string | undefined; children: ReactNode }) {
  return (
    <NonceProvider nonce={props.nonce}>
      <TooltipProvider delayDuration={500} skipDelayDuration={200}>
        {props.children}
        <Toaster />
      </TooltipProvider>
      <OfflinePlay />
    </NonceProvider>
  );
}
