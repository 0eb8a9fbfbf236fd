'use client';

import { Link2 } from 'lucide-react';
import Link from 'next/link';

import { copyLink } from '@/components/points/copy-link';
import { attempt } from '@/components/studio/context';
import { Button } from '@/components/ui/button';
import { decodeAnswer } from '@/lib/identify/code';
import { summaryOf } from '@/lib/identify/words';
import { classifiers } from '@/models/registry';

import { Artists } from './artists';
import { HowToRead } from './how-to-read';
import { StyleToBorrow, WalkFromHere } from './next-steps';
import { StyleAndGenre } from './style-and-genre';

/** An answer that somebody sent, without the picture it is about. The code was checked before. */
export function SharedAnswer({ code }: { code: string }) {
  const answer = decodeAnswer(code, classifiers);
  const classifier = classifiers.find(({ id }) => id === answer.model);
  const { title, text } = summaryOf(answer, classifier?.artists.length ?? 0);
  const older = classifier !== undefined && answer.version < classifier.version;
  return (
    <div className="mx-auto flex w-full max-w-4xl grow flex-col gap-8 px-4 py-6 sm:px-6 sm:py-10">
      <div className="flex flex-col gap-3">
        <p className="text-sm font-medium text-muted">An answer that somebody shared</p>
        <h1 className="text-3xl font-semibold tracking-tight">{title}</h1>
        <p className="max-w-prose text-lg text-muted">
          {text} <HowToRead />
        </p>
        <p className="max-w-prose text-sm text-muted">
          The link holds the answer alone. The picture stayed on the device of whoever asked.
          {older &&
            ` The answer is of version ${answer.version} of the model; version ${classifier.version} is here now and might see it differently.`}
        </p>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button asChild variant="primary">
            <Link href="/identify">Try your own picture</Link>
          </Button>
          <Button onClick={() => attempt(() => copyLink(`/identify/${code}`, 'this answer'))}>
            <Link2 aria-hidden /> Copy link
          </Button>
        </div>
      </div>
      <div className="grid gap-x-14 gap-y-8 border-t border-line pt-6 md:grid-cols-2">
        <section aria-label="Nearest painters">
          <Artists answer={answer} />
        </section>
        <div className="flex flex-col gap-8">
          <StyleAndGenre answer={answer} />
          <WalkFromHere answer={answer} variant="plain" />
          <StyleToBorrow answer={answer} works={[]} />
        </div>
      </div>
    </div>
  );
}
