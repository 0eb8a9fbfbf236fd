'use client';

import { useEffect } from 'react';

/** Registers the service worker once the page is at rest, so that it never delays the picture. */
export function OfflinePlay() {
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
    const register = () => {
      navigator.serviceWorker.register('/sw.js').catch((error: unknown) => {
        // Playing works without it; only the next visit needs the network.
        console.warn('Offline play is not available:', error);
      });
    };
    if (document.readyState === 'complete') register();
    else window.addEventListener('load', register, { once: true });
    return () => window.removeEventListener('load', register);
  }, []);
  return null;
}
