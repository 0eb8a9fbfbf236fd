'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { AtStake } from '@/lib/transfer/film/at-stake';

export interface AskFirstProps {
  stake: AtStake;
  /** The film may be let go of. */
  onAgree: () => void;
  onClose: () => void;
}

const WORDS: Readonly<
  Record<AtStake, readonly [title: string, description: string, agree: string]>
> = {
  painting: ['Stop painting this film?', 'What is painted so far would be lost.', 'Stop painting'],
  result: [
    'Let go of the painted film?',
    'It has not been downloaded, and would be lost.',
    'Let go of it',
  ],
};

/** Asks before a film is let go of that took long to paint. */
export function AskFirst({ stake, onAgree, onClose }: AskFirstProps) {
  const [title, description, agree] = WORDS[stake];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" onClick={onAgree}>
            {agree}
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
