'use client';

import { Button } from '@/components/ui/button';

import { CompareSlider } from './compare-slider';
import { useController, usePainter, useTransferState } from './context';
import { PictureCanvas } from './picture-canvas';
import type { Content } from './state';
import layout from './transfer.module.css';
import { useView, type View } from './view';
import { mixInWords } from './words';

/** The picture and its painting, as large as there is room. */
export function Stage() {
  const content = useTransferState((state) => state.content);
  const view = useView();
  if (!content) return <Place />;
  const frame = { aspectRatio: content.width / content.height };
  return (
    <figure
      className={view === 'beside' ? layout.pair : layout.figure}
      style={placeOf(content)}
      aria-label={view === 'beside' ? 'Your picture and its painting' : 'The painting'}
    >
      {view === 'beside' && (
        <div className="relative" style={frame}>
          <Original content={content} />
        </div>
      )}
      <div className="relative" style={frame}>
        <View content={content} view={view} />
        <Problem />
      </div>
    </figure>
  );
}

function View({ content, view }: { content: Content; view: View }) {
  if (view !== 'slider') return <Painting content={content} />;
  return (
    <CompareSlider before={<Original content={content} />}>
      <Painting content={content} />
    </CompareSlider>
  );
}

function Original({ content: { url, name, standsIn } }: { content: Content }) {
  if (url === undefined) return <div className="absolute inset-0 rounded-sm bg-line/60" />;
  return (
    <img
      src={url}
      alt={standsIn ? 'A generated picture' : `Yours, “${name}”`}
      draggable={false}
      className="absolute inset-0 size-full rounded-sm"
    />
  );
}

/** The painting; until there is one, what is going to be painted. */
function Painting({ content }: { content: Content }) {
  const painted = usePainter((state) => state.painted);
  const stale = usePainter((state) => state.stale);
  const house = useTransferState((state) => state.card?.styles);
  if (painted?.wish.contentId !== content.id) return <Original content={content} />;
  const what = content.standsIn ? 'A generated picture' : `“${content.name}”`;
  return (
    <PictureCanvas
      picture={painted.picture}
      stage={stale ? 'older' : painted.stage}
      alt={`${what}, painted in the style of ${mixInWords(painted.wish.settings, house ?? [])}`}
      className="absolute inset-0 size-full rounded-sm"
    />
  );
}

/** An empty place of a picture's proportions, before there is any. */
function Place() {
  return (
    <div className={layout.figure} style={placeOf({ width: 4, height: 3 })}>
      <div className="relative rounded-sm bg-line/60" style={{ aspectRatio: 4 / 3 }}>
        <Problem />
      </div>
    </div>
  );
}

/** Over the foot of the picture: what went wrong, and the way on. */
function Problem() {
  const { again, painter } = useController();
  const problem = useTransferState((state) => state.problem);
  const failed = usePainter((state) => state.problem);
  const text = problem ?? failed;
  if (text === undefined) return null;
  return (
    <div
      role="alert"
      className="absolute inset-x-3 bottom-3 mx-auto flex max-w-md flex-wrap items-center gap-3 rounded-xl border border-danger bg-raised py-2 pr-2 pl-4 text-sm shadow-lift"
    >
      <p className="min-w-40 grow basis-0">{text}</p>
      <Button size="small" onClick={problem === undefined ? painter.again : again}>
        Try again
      </Button>
    </div>
  );
}

/** What the style sheet needs to know of a picture to find its place. */
function placeOf({ width, height }: { width: number; height: number }): React.CSSProperties {
  return {
    '--aspect': width / height,
    '--pixels': `${Math.max(width, 640)}px`,
  } as React.CSSProperties;
}
