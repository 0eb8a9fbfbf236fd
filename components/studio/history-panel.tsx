'use client';

import { useMemo, useRef, type KeyboardEvent } from 'react';

import { classes } from '@/components/ui/classes';
import { describeMix } from '@/lib/studio/describe';
import { childrenOf, rootOf, rootsOf, treeOf, type History } from '@/lib/studio/history';
import { layoutHistory, type HistoryLayout, type HistoryRow } from '@/lib/studio/history-layout';
import { OPENING_ID } from '@/lib/studio/studio';

import { useInstrument, useStudio } from './context';
import { PointPicture } from './point-picture';

const ROW = 52;
const LANE = 16;
/** Rows shown of one visit; older ones are reached by going back. */
const MOST_ROWS = 300;

/** Everything that was done, newest on top; a branch for every way that was turned off from. */
export function HistoryPanel() {
  const { studio } = useInstrument();
  const history = useStudio((state) => state.history);
  const root = rootOf(history, history.current);
  const layout = useMemo(() => layoutHistory(history, root), [history, root]);
  const rows = useMemo(() => [...layout.rows].reverse().slice(0, MOST_ROWS), [layout]);
  const list = useRef<HTMLOListElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
  const focusable = rows.some((row) => row.node.id === history.current)
    ? history.current
    : rows[0]?.node.id;
  return (
    <div>
      <p className="mb-2 text-sm text-muted">
        {rows.length === 1 ? 'The first picture' : `${layout.rows.length} pictures`}
        {layout.lanes > 1 && `, ${branches(history, root)} branches`}
      </p>
      <div className="relative">
        <Graph layout={layout} shown={rows.length} current={history.current} />
        <ol ref={list} aria-label="History, newest first">
          {rows.map(({ node }) => (
            <li key={node.id} style={{ paddingLeft: layout.lanes * LANE + 8 }}>
              <button
                type="button"
                tabIndex={node.id === focusable ? 0 : -1}
                aria-current={node.id === history.current || undefined}
                onClick={() => studio.goTo(node.id)}
                onKeyDown={onKeyDown}
                style={{ height: ROW }}
                className={classes(
                  'flex w-full items-center gap-3 rounded-lg pr-2 text-left -outline-offset-2 hover:bg-line/40',
                  node.id === history.current && 'font-medium',
                )}
              >
                <PointPicture
                  point={node.scene.point}
                  className={classes(
                    '!w-11 shrink-0 rounded-[2px]',
                    node.id === history.current && 'outline-2 outline-offset-1 outline-accent',
                  )}
                />
                <span className="line-clamp-2 text-sm leading-snug">{node.label}</span>
              </button>
            </li>
          ))}
        </ol>
      </div>
      <EarlierVisits history={history} root={root} />
    </div>
  );
}

interface GraphProps {
  layout: HistoryLayout;
  /** Rows shown, counted from the newest. */
  shown: number;
  current: string;
}

/** The lines of the tree, beside the rows. */
function Graph({ layout, shown, current }: GraphProps) {
  const last = layout.rows.length - 1;
  const x = (lane: number) => lane * LANE + LANE / 2;
  const y = (row: number) => (last - row) * ROW + ROW / 2;
  const line = (row: HistoryRow, index: number) => {
    const { parent } = row;
    if (!parent) return '';
    const [fromX, toX] = [x(parent.lane), x(row.lane)];
    if (fromX === toX) return `M${fromX} ${y(parent.row)}V${y(index)}`;
    // Leaves the parent's lane in one soft bend, then runs straight up.
    const bend = y(parent.row) - ROW;
    return `M${fromX} ${y(parent.row)}C${fromX} ${bend + ROW / 3} ${toX} ${bend + (2 * ROW) / 3} ${toX} ${bend}V${y(index)}`;
  };
  return (
    <svg
      aria-hidden
      width={layout.lanes * LANE}
      height={shown * ROW}
      className="absolute top-0 left-0 overflow-hidden"
    >
      {layout.rows.map((row, index) => (
        <path
          key={row.node.id}
          d={line(row, index)}
          className={row.lane === 0 ? 'stroke-ink/50' : 'stroke-edge'}
          fill="none"
          strokeWidth={1.5}
        />
      ))}
      {layout.rows.map((row, index) => (
        <circle
          key={row.node.id}
          cx={x(row.lane)}
          cy={y(index)}
          r={row.node.id === current ? 5 : 3}
          className={row.node.id === current ? 'fill-accent' : 'fill-edge'}
        />
      ))}
    </svg>
  );
}

/** First pictures of other visits on this device, and of other tabs. */
function EarlierVisits({ history, root }: { history: History; root: string }) {
  const { studio } = useInstrument();
  const visits = rootsOf(history)
    .filter((id) => id !== root && id !== OPENING_ID)
    .reverse();
  if (visits.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="mb-2 text-sm font-medium">Earlier visits</h3>
      <ol className="grid grid-cols-4 gap-2">
        {visits.map((id) => {
          const nodes = treeOf(history, id);
          const newest = nodes.reduce((a, b) => (b.at > a.at ? b : a));
          const { point } = newest.scene;
          const when = new Date(newest.at).toLocaleString('en', {
            dateStyle: 'medium',
            timeStyle: 'short',
          });
          return (
            <li key={id}>
              <button
                type="button"
                aria-label={`${when}, ${nodes.length === 1 ? 'one picture' : `${nodes.length} pictures`}, the last one ${describeMix(point.mix, studio.modelOf(point))}`}
                title={when}
                onClick={() => studio.goTo(newest.id)}
                className="block w-full rounded-[2px]"
              >
                <PointPicture point={point} className="rounded-[2px]" />
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function branches(history: History, root: string): number {
  return treeOf(history, root).filter((node) => childrenOf(history, node.id).length === 0).length;
}
