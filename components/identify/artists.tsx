'use client';

import { useState } from 'react';

import { ShowAll } from '@/components/ui/show-all';
import { classes } from '@/components/ui/classes';
import type { Answer, Likelihood } from '@/lib/identify/answer';
import { inPercent, inWord, verdictOf } from '@/lib/identify/words';
import { yearsInWords } from '@/models/years';

import { Bar } from './bar';

/** As many as are shown before somebody asks for all. */
const FIRST = 5;

export interface ArtistsProps {
  answer: Answer;
  /** Whose part of the picture is shown now. */
  shown?: string | undefined;
  /** Shows what in the picture speaks for an artist; without it, the rows only tell. */
  onShow?: (artist: string) => void;
}

/** The nearest artists, each with a bar, and how likely none of them is: first, where that is the answer. */
export function Artists({ answer, shown, onShow }: ArtistsProps) {
  const [all, setAll] = useState(false);
  const { artists, noneOfThese } = answer;
  const none = verdictOf(answer) === 'none';
  return (
    <div className="@container flex flex-col">
      {none && (
        <>
          <NoneOfThese probability={noneOfThese} strong />
          <p className="mt-3 mb-1 border-t border-line pt-3 text-sm text-muted">
            If it is one of them after all:
          </p>
        </>
      )}
      <ol aria-label="Nearest painters" className="flex flex-col">
        {artists.slice(0, all ? artists.length : FIRST).map((artist, rank) => (
          <li key={artist.id}>
            {onShow ? (
              <button
                type="button"
                aria-pressed={shown === artist.id}
                title={`Show what speaks for ${artist.name}`}
                onClick={() => onShow(artist.id)}
                className={classes(
                  '-mx-2 block w-[calc(100%+1rem)] rounded-lg px-2 py-1.5 text-left transition-colors hover:bg-line/50 pointer-coarse:py-2.5',
                  shown === artist.id && 'bg-accent-soft hover:bg-accent-soft',
                )}
              >
                <ArtistRow artist={artist} strong={rank === 0 && !none} />
              </button>
            ) : (
              <div className="py-1.5">
                <ArtistRow artist={artist} strong={rank === 0 && !none} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {!none && (
        <div className="mt-1 border-t border-line pt-2">
          <NoneOfThese probability={noneOfThese} />
        </div>
      )}
      {artists.length > FIRST && (
        <ShowAll all={all} onAllChange={setAll} count={artists.length} className="self-start" />
      )}
    </div>
  );
}

function NoneOfThese({ probability, strong = false }: { probability: number; strong?: boolean }) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <span className={strong ? 'font-semibold' : ''}>None of these</span>
        <span className="text-sm tabular-nums">{inPercent(probability)}</span>
      </div>
      <Bar share={probability} strong={strong} />
    </div>
  );
}

function ArtistRow({ artist, strong }: { artist: Likelihood; strong: boolean }) {
  const years = yearsInWords(artist);
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-baseline justify-between gap-3">
        <span className={classes('min-w-0', strong && 'font-semibold')}>
          {artist.name}
          {years !== '' && (
            <span className="ml-2 text-sm font-normal text-muted @max-[17rem]:hidden">{years}</span>
          )}
        </span>
        <span className="shrink-0 text-sm text-muted">
          <span className="@max-[17rem]:hidden">{inWord(artist.probability)}, </span>
          <span className="text-ink tabular-nums">{inPercent(artist.probability)}</span>
        </span>
      </span>
      <Bar share={artist.probability} strong={strong} />
    </span>
  );
}
