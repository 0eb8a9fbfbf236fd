'use client';

import { useRouter } from 'next/navigation';

import { handOver } from '@/components/transfer/hand-over';
import { stylizers } from '@/models/registry';

import { useIdentify } from './context';
import type { Answered } from './entry';

/**
 * The way to Transfer with a picture, which stays in this tab's memory; undefined where
 * nothing here paints.
 */
export function usePaint({ id, name, copy }: Answered): ((artist: string) => void) | undefined {
  const { controller } = useIdentify();
  const { push } = useRouter();
  if (stylizers.length === 0) return undefined;
  return (artist) => {
    // The file itself is larger than the copy, but gone after a reload.
    const file = controller.fileOf(id) ?? new File([copy], name, { type: copy.type });
    handOver({ file, artist });
    push('/transfer');
  };
}
