import type { FilmState } from './session';

/** What of a film would be lost: what is painted so far, or a result that lies nowhere else. */
export type AtStake = 'painting' | 'result';

/** What would be lost if the film were let go of now; undefined for nothing. */
export function atStake({
  phase,
  result,
}: Pick<FilmState, 'phase' | 'result'>): AtStake | undefined {
  if (phase === 'painting') return 'painting';
  return phase === 'done' && result && !result.saved && !result.downloaded ? 'result' : undefined;
}
