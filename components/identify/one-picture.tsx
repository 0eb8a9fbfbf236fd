'use client';

import { useRef, useState } from 'react';

import { AnswerPanel } from './answer-panel';
import { useIdentify, useIdentifyState } from './context';
import { isAnswered, type Entry } from './entry';
import { explanationKey } from './explainer';
import { HeatBar } from './heat-bar';
import layout from './identify.module.css';
import type { HeatLook } from './paint-heat';
import { PicturePanel } from './picture-panel';
import { Works } from './works';

/** One of the visitor's pictures, what decided in it, and its answer. */
export function OnePicture({ entry }: { entry: Entry }) {
  const { controller } = useIdentify();
  const [artist, setArtist] = useState<string>();
  const [strength, setStrength] = useState(0.75);
  const [look, setLook] = useState<HeatLook>('veil');
  const place = useRef<HTMLDivElement>(null);
  const explanation = useIdentifyState((state) =>
    artist === undefined ? undefined : state.explanations.get(explanationKey(entry.id, artist)),
  );
  const answered = isAnswered(entry) ? entry : undefined;

  const show = (next: string | undefined) => {
    setArtist(next);
    if (next !== undefined) controller.explain(entry.id, next);
  };
  const heat =
    explanation?.state === 'ready' ? { map: explanation.map, strength, look } : undefined;
  return (
    <>
      <div ref={place} className={`${layout.stays} flex min-w-0 scroll-mt-2 flex-col gap-2`}>
        <figure className={layout.figure} style={placeOf(entry)}>
          <PicturePanel entry={entry} heat={heat} />
          <figcaption className="mt-1 flex flex-wrap justify-between gap-x-4 text-xs text-muted">
            <span className="min-w-0 truncate">{entry.name}</span>
            {entry.width !== undefined && (
              <span className="tabular-nums">
                {entry.width} × {entry.height} pixels
              </span>
            )}
          </figcaption>
        </figure>
        {entry.notes.map((note) => (
          <p key={note} className="text-sm text-muted">
            {note}
          </p>
        ))}
        {answered && (
          <HeatBar
            entry={answered}
            artist={artist}
            onArtist={show}
            explanation={explanation}
            strength={strength}
            onStrength={setStrength}
            look={look}
            onLook={setLook}
          />
        )}
      </div>
      {answered ? (
        <AnswerPanel
          entry={answered}
          shown={artist}
          onShow={(next) => {
            show(next === artist ? undefined : next);
            // On a phone the picture may be above the window.
            if (next !== artist) place.current?.scrollIntoView({ block: 'nearest' });
          }}
        />
      ) : (
        <div aria-hidden className="flex flex-col gap-4 max-lg:hidden">
          <div className="h-8 w-3/4 rounded bg-line/60" />
          <div className="h-4 w-full rounded bg-line/40" />
          {[0.9, 0.5, 0.35, 0.25, 0.2].map((share) => (
            <div
              key={share}
              className="h-1 rounded-full bg-line/60"
              style={{ width: `${share * 100}%` }}
            />
          ))}
        </div>
      )}
      {answered && (
        <div className="lg:col-span-3">
          <Works entry={answered} />
        </div>
      )}
    </>
  );
}

/** What the style sheet needs to know of a picture to find its place. */
function placeOf({ width = 4, height = 3 }: Entry): React.CSSProperties {
  return { '--aspect': width / height, '--pixels': `${Math.max(width, 320)}px` } as object;
}
