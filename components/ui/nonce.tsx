'use client';

import { setNonce } from 'get-nonce';
import { createContext, use, useState, type ReactNode } from 'react';

const NonceContext = createContext<string | undefined>(undefined);

/**
 * Hands the page's nonce to the few primitives that write a `<style>` element.
 * A document keeps the policy it came with, so the first nonce stays.
 */
export function NonceProvider(props: { nonce: string | undefined; children: ReactNode }) {
  const [nonce] = useState(() => {
    // Dialogs and menus lock the page's scrolling with a style element of their own.
    if (props.nonce !== undefined && typeof document !== 'undefined') setNonce(props.nonce);
    return props.nonce;
  });
  return <NonceContext value={nonce}>{props.children}</NonceContext>;
}

export function useNonce(): string | undefined {
  return use(NonceContext);
}
