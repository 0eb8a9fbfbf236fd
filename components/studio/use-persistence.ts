import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

import { deviceMemory, tabMemory } from '@/components/points/device-memory';
import { singleKeysChosen } from '@/components/points/single-keys';
import { toast } from '@/components/ui/toast-store';
import {
  askedIn,
  cameFrom,
  followAddress,
  pointOpened,
  searchWithoutAsked,
  takeBehind,
} from '@/lib/studio/address';
import { getOrigins, getStorage, openChannel } from '@/lib/studio/browser';
import { describeMix } from '@/lib/studio/describe';
import { showPoint } from '@/lib/studio/edits';
import { newSeed } from '@/lib/studio/id';
import { pointOfText } from '@/lib/studio/links';
import { attachSession } from '@/lib/studio/session';

import { attempt, useInstrument } from './context';
import { navigateWith } from './host';

/** Takes up what this tab and this device remember, and keeps it: history, address, title, settings. */
export function usePersistence(link: string | undefined): void {
  const { studio, catalogue } = useInstrument();
  const { push } = useRouter();
  useEffect(() => {
    // Read first: the address follows as soon as the last visit's picture is taken up.
    const asked = askedIn(window.location.search);
    const from = cameFrom(window.location.search);
    const { around, scene } = studio.store.getState();
    if (from !== undefined) getOrigins().remember(scene.point, [from]);
    studio.set({ singleKeys: singleKeysChosen(), around: { ...around, seed: newSeed() } });

    const tab = tabMemory();
    const path = window.location.pathname;
    const isBehind = takeBehind(tab, path);
    const opened =
      link === undefined || isBehind
        ? undefined
        : pointOpened(path, { link, point: scene.point }, catalogue);
    const address = followAddress({
      studio,
      catalogue,
      tab,
      here: () => window.location.pathname,
      // What follows the path (a chosen back end, say) stays.
      replace: (path) =>
        window.history.replaceState(null, '', path + searchWithoutAsked(window.location.search)),
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    });
    navigateWith((path) => {
      address.writeAhead();
      push(path);
    });
    const onClick = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('a[href]')) address.writeAhead();
    };
    // Before the link that was pressed does its work.
    window.addEventListener('click', onClick, { capture: true });
    const leaveSession = attachSession({
      studio,
      catalogue,
      storage: getStorage(),
      tab,
      device: deviceMemory(),
      channel: openChannel('sfumato-history'),
      opened,
      onError: (error) => {
        console.error(error);
        toast({ title: 'The history could not be saved on this device.', tone: 'danger' });
      },
      onLost: (count) =>
        toast({
          title: `${count === 1 ? 'A picture' : `${count} pictures`} of your history can no longer be shown.`,
          description:
            'The model has learned anew since, or is not here any more. Everything else is as you left it.',
        }),
    });
    if (asked !== undefined)
      attempt(() => showPoint(studio, pointOfText(asked, catalogue), 'Opened a link'));
    const leaveTitle = studio.store.subscribe((state, before) => {
      if (state.scene.point === before.scene.point) return;
      const mix = describeMix(state.scene.point.mix, studio.modelOf(state.scene.point));
      document.title = `${mix} · Sfumato`;
    });
    const onPageHide = () => {
      studio.settle();
      address.keep();
    };
    window.addEventListener('pagehide', onPageHide);
    return () => {
      window.removeEventListener('pagehide', onPageHide);
      window.removeEventListener('click', onClick, { capture: true });
      leaveTitle();
      leaveSession();
      address.leave();
    };
  }, [studio, catalogue, link, push]);
}
