import { useEffect } from 'react';

import { toast } from '@/components/ui/toast-store';
import { openText } from '@/lib/studio/actions/paste-link';
import { askedIn, cameFrom, followAddress, searchWithoutAsked } from '@/lib/studio/address';
import { getOrigins, getStorage, openChannel } from '@/lib/studio/browser';
import { describeMix } from '@/lib/studio/describe';
import { newSeed } from '@/lib/studio/id';
import { attachSession } from '@/lib/studio/session';

import { attempt, useInstrument } from './context';
import { singleKeysChosen, tabStorage } from './host';

/** Takes up what this tab and this device remember, and keeps it: history, address, title, settings. */
export function usePersistence(atLink: boolean): void {
  const { studio, catalogue } = useInstrument();
  useEffect(() => {
    // Read first: the address follows as soon as the last visit's picture is taken up.
    const asked = askedIn(window.location.search);
    const from = cameFrom(window.location.search);
    const { around, scene } = studio.store.getState();
    if (from !== undefined) getOrigins().remember(scene.point, [from]);
    studio.set({ singleKeys: singleKeysChosen(), around: { ...around, seed: newSeed() } });

    const leaveAddress = followAddress({
      studio,
      catalogue,
      // What follows the path (a chosen back end, say) stays.
      replace: (path) =>
        window.history.replaceState(null, '', path + searchWithoutAsked(window.location.search)),
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    });
    const leaveSession = attachSession({
      studio,
      catalogue,
      storage: getStorage(),
      tab: tabStorage(),
      channel: openChannel('sfumato-history'),
      atLink,
      onError: (error) => {
        console.error(error);
        toast({ title: 'The history could not be saved on this device.', tone: 'danger' });
      },
    });
    if (asked !== undefined) attempt(() => openText({ studio, catalogue }, asked));
    const leaveTitle = studio.store.subscribe((state, before) => {
      if (state.scene.point === before.scene.point) return;
      const mix = describeMix(state.scene.point.mix, studio.modelOf(state.scene.point));
      document.title = `${mix} · Sfumato`;
    });
    window.addEventListener('pagehide', studio.settle);
    return () => {
      window.removeEventListener('pagehide', studio.settle);
      leaveTitle();
      leaveSession();
      leaveAddress();
    };
  }, [studio, catalogue, atLink]);
}
