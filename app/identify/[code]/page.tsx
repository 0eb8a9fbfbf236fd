import type { Metadata } from 'next';

import { SharedAnswer } from '@/components/identify/shared-answer';
import { SfumatoError } from '@/lib/errors';
import type { Answer } from '@/lib/identify/answer';
import { decodeAnswer } from '@/lib/identify/code';
import { inList, inPercent, summaryOf } from '@/lib/identify/words';
import { sendOn } from '@/lib/server/send-on';
import { classifiers } from '@/models/registry';

interface AnswerPageProps {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: AnswerPageProps): Promise<Metadata> {
  const { code } = await params;
  const answer = read(code);
  if (!answer) return { title: 'A link that leads nowhere', robots: { index: false } };
  const known = classifiers.find(({ id }) => id === answer.model)?.artists.length ?? 0;
  const { title } = summaryOf(answer, known);
  const description = `About a picture that stayed with its owner: ${inList(answer.artists, 3)}; none of these ${inPercent(answer.noneOfThese)}. Try your own.`;
  const url = `/identify/${code}`;
  return {
    title,
    description,
    alternates: { canonical: url },
    robots: { index: false },
    openGraph: { siteName: 'Sfumato', title, description, url, type: 'website' },
    twitter: { card: 'summary', title, description },
  };
}

export default async function AnswerPage({ params }: AnswerPageProps) {
  const { code } = await params;
  if (read(code)) return <SharedAnswer code={code} />;
  sendOn(code, '/identify');
}

/** The answer of a code; undefined for codes that mean nothing (any more). */
function read(code: string): Answer | undefined {
  try {
    return decodeAnswer(code, classifiers);
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return undefined;
    throw thrown;
  }
}
