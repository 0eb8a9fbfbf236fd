'use client';

import { Brush, Footprints, Palette } from 'lucide-react';
import Link from 'next/link';

import { Button, type ButtonProps } from '@/components/ui/button';
import type { Answer, NearWork } from '@/lib/identify/answer';
import {
  borrowStyle,
  pointOf,
  recommendArtist,
  recommendMix,
  type Recommendation,
} from '@/lib/identify/recommend';
import { enumerate } from '@/lib/identify/words';
import { encodePoint } from '@/lib/latent/codec';
import { describeMix } from '@/lib/studio/describe';
import { catalogue, generators } from '@/models/registry';

import { LookForIt } from './look-for-it';

/** The way on into the Studio: a mix near the picture. */
export function WalkFromHere(props: { answer: Answer; variant?: ButtonProps['variant'] }) {
  const { answer, variant = 'primary' } = props;
  const found = recommendMix(answer, generators);
  if (!found) {
    return (
      <Step title="Walk from here">
        <p>
          No generator here has learned to paint like any of these yet, so there is no point in
          latent space to walk from.
        </p>
      </Step>
    );
  }
  const model = generators.find(({ id }) => id === found.model);
  return (
    <Step title="Walk from here">
      <p>
        {found.standIn ? 'The nearest that can be painted here: ' : ''}
        {describeMix(found.mix, model)}, painted by “{model?.title}”. {missingIn(found)}
      </p>
      <Button asChild variant={variant} className="self-start">
        {/* Not fetched ahead: the address tells what the answer was. */}
        <Link href={pathOf(found)} prefetch={false}>
          <Footprints aria-hidden /> Walk from here
        </Link>
      </Button>
    </Step>
  );
}

/** A style that is near, and yet another one. */
export function StyleToBorrow(props: {
  answer: Answer;
  works: readonly NearWork[];
  /** Goes on to paint the picture in the style of an artist; absent where there is no picture. */
  onPaint?: ((artist: string) => void) | undefined;
}) {
  const { answer, works, onPaint } = props;
  const borrowed = borrowStyle(answer, works);
  if (!borrowed) return null;
  const { style, work } = borrowed;
  const found = work && recommendArtist(work.artist, answer.genres, generators);
  return (
    <Step title={`A style to borrow: ${style}`}>
      {work ? (
        <>
          <p>
            Of the known works that are near, “{work.title}” by {work.artistName} is the first in
            another style than yours and by somebody else: close enough to fit, and different enough
            to add something.
            {found ? '' : ` No generator here has learned to paint like ${work.artistName} yet.`}
          </p>
          <LookForIt work={work} />
        </>
      ) : (
        <p>It is the second most likely style of the picture itself.</p>
      )}
      {work && onPaint && (
        <Button className="self-start" onClick={() => onPaint(work.artist)}>
          <Palette aria-hidden /> Paint it in this style
        </Button>
      )}
      {work && found && (
        <Button asChild className="self-start">
          <Link href={pathOf(found)} prefetch={false}>
            <Brush aria-hidden /> Open the Studio with {work.artistName}
          </Link>
        </Button>
      )}
    </Step>
  );
}

function Step({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      <div className="flex flex-col gap-2 text-sm text-muted">{children}</div>
    </section>
  );
}

const pathOf = (found: Pick<Recommendation, 'model' | 'mix'>) =>
  `/p/${encodePoint(pointOf(found), catalogue)}`;

function missingIn({ unknown }: Recommendation): string {
  if (unknown.length === 0) return '';
  const names = enumerate(unknown.map(({ name }) => name));
  return `It has not learned ${names}.`;
}
