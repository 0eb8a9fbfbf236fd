'use client';

import { useEffect } from 'react';

import { attempt } from '@/components/studio/context';
import { toast } from '@/components/ui/toast-store';
import { toSfumatoError } from '@/lib/errors';
import { askedIn, cameFrom } from '@/lib/studio/address';
import { getOrigins } from '@/lib/studio/browser';
import { PAINT, STYLE } from '@/lib/studio/links';
import { decodeTransfer } from '@/lib/transfer/code';
import { catalogue, stylizers } from '@/models/registry';

import { useController } from './context';
import { takeHandedOver } from './hand-over';
import { nameOfSource } from './words';

/** Begins, with what a link, another screen or the Studio brought along. */
export function useArrival(code: string | undefined): void {
  const controller = useController();
  useEffect(() => {
    controller.enter();
    return controller.leave;
  }, [controller]);
  useEffect(() => {
    const begun = controller.begin();
    const { pathname, search } = window.location;
    const asked = new URLSearchParams(search);
    const [paint, style] = [asked.get(PAINT), asked.get(STYLE)];
    // The way back leads to the page of a link whose address has been left since.
    const linked = code !== undefined && pathname.endsWith(`/${code}`) ? code : askedIn(search);
    const handed = takeHandedOver();
    const from = cameFrom(search);
    if (linked !== undefined && from !== undefined) getOrigins().remember(linked, [from]);
    if (paint !== null || style !== null) {
      // Done once: a reload shows what became of it.
      window.history.replaceState(null, '', window.location.pathname);
    }
    const brought = handed && controller.takeContent([handed.file]);
    let leave: () => void = () => undefined;
    let left = false;
    attempt(async () => {
      await begun;
      if (linked !== undefined) await open(linked);
      if (paint !== null) await controller.paintPoint(paint);
      if (style !== null) {
        const source = { kind: 'point', code: style } as const;
        controller.add(source, nameOfSource(source));
      }
      if (handed?.artist === undefined || (await controller.paintLike(handed.artist))) return;
      // The house has none of that artist: then the next best.
      await brought;
      await controller.recommend();
    });
    return () => {
      left = true;
      leave();
    };

    async function open(link: string) {
      try {
        await controller.openLink(link, decodeTransfer(link, stylizers, catalogue));
      } catch (thrown) {
        toast({ title: toSfumatoError(thrown).message, tone: 'danger' });
      }
      if (left) return;
      // From the first change on, the address is no longer what is shown.
      leave = controller.store.subscribe((state, before) => {
        if (state.settings === before.settings) return;
        window.history.replaceState(null, '', '/transfer');
        leave();
      });
    }
  }, [controller, code]);
}
