import type { Card } from '@/lib/models-view/card';
import { bytes } from '@/lib/models-view/numbers';

const STORED: Readonly<Record<string, string>> = {
  float32: '32 bits a number',
  float16: '16 bits a number',
  uint8: '8 bits a number',
};

/** Whose pictures, whose weights, under which terms; and how to tell that they are the right ones. */
export function SmallPrint({ card }: { card: Card }) {
  const { data, weights, licence } = card;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['The pictures it learned from', data.terms],
    ['Chosen by', data.selection],
    ['The weights', licence],
    [
      'As stored',
      [bytes(weights.bytes), STORED[weights.dtype] ?? weights.dtype].filter(Boolean).join(', '),
    ],
    ['SHA-256 of the weights', weights.sha256],
  ];
  return (
    <>
      <dl className="grid max-w-[75ch] gap-x-8 gap-y-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
        {rows.map(
          ([name, said]) =>
            said && (
              <div key={name} className="contents">
                <dt className="text-sm text-muted max-sm:-mb-2">{name}</dt>
                <dd
                  className={name.startsWith('SHA') ? 'font-mono text-xs leading-6 break-all' : ''}
                >
                  {said}
                </dd>
              </div>
            ),
        )}
      </dl>
      <p className="mt-5 text-sm text-muted">
        All of this, for programs:{' '}
        <a href={`/models/${card.id}/card.json`} className="text-ink underline underline-offset-2">
          card.json
        </a>
      </p>
    </>
  );
}
