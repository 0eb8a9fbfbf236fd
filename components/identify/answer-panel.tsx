'use client';

import Link from 'next/link';

import { Button } from '@/components/ui/button';
import { isAnswerOf } from '@/lib/identify/answer';
import { summaryOf } from '@/lib/identify/words';

import { Actions } from './actions';
import { Artists } from './artists';
import { useIdentify } from './context';
import type { Answered } from './entry';
import { askAgain } from './focus';
import { HowToRead } from './how-to-read';
import { StyleToBorrow, WalkFromHere } from './next-steps';
import { StyleAndGenre } from './style-and-genre';
import { usePaint } from './use-paint';

export interface AnswerPanelProps {
  entry: Answered;
  shown: string | undefined;
  onShow: (artist: string) => void;
}

/** What the model says about one picture. */
export function AnswerPanel({ entry, shown, onShow }: AnswerPanelProps) {
  const { controller, classifier } = useIdentify();
  const { identification: answer, works = [], pointCode } = entry;
  const onPaint = usePaint(entry);
  const { title, text } = summaryOf(answer, classifier.artists.length);
  const current = isAnswerOf(answer, classifier);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <h2 className="text-2xl font-semibold tracking-tight">{title}</h2>
        <p className="text-muted">
          {text} <HowToRead />
        </p>
        <Actions entry={entry} />
      </div>
      {pointCode !== undefined && (
        <Hint text="This picture was made here, and remembers how.">
          <Button asChild size="small">
            <Link href={`/p/${pointCode}`} prefetch={false}>
              Open it in the Studio
            </Link>
          </Button>
        </Hint>
      )}
      {!current && (
        <Hint text="The model has gone on learning since this answer.">
          <Button size="small" onClick={() => askAgain(controller, entry.id)}>
            Ask again
          </Button>
        </Hint>
      )}
      <Artists answer={answer} shown={shown} {...(current && { onShow })} />
      <StyleAndGenre answer={answer} />
      <WalkFromHere answer={answer} />
      <StyleToBorrow answer={answer} works={works} onPaint={onPaint} />
    </div>
  );
}

function Hint({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg bg-accent-soft py-1.5 pr-1.5 pl-4 text-sm">
      <p className="min-w-40 grow basis-0">{text}</p>
      {children}
    </div>
  );
}
