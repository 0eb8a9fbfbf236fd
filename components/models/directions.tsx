import type { Change, DirectionView } from '@/lib/models-view/directions';

/** Each direction: how surely it does what it says, and what changes with it. */
export function Directions({ directions }: { directions: readonly DirectionView[] }) {
  return (
    <ul className="max-w-3xl">
      {directions.map(({ id, name, ends, own, also }) => (
        <li
          key={id}
          className="grid gap-x-8 gap-y-1 border-b border-line py-3 last:border-0 sm:grid-cols-[14rem_minmax(0,1fr)]"
        >
          <p className="min-w-0">
            <span className="font-medium">{name}</span>{' '}
            <span className="block text-sm text-muted">
              {ends ?? 'what varies most, without a name of its own'}
            </span>
          </p>
          <div className="min-w-0">
            {own && <p>{inWords(own)}</p>}
            <p className="text-sm text-muted">
              {also.length === 0
                ? 'Nothing else changes by much.'
                : `${own ? 'Also' : 'One way'}: ${also.map(inWords).join('; ')}.`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

const inWords = ({ words, surely, text }: Change) => `${surely} ${words} (${text})`;
