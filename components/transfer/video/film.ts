/**
 * The page's own film: one for as long as the page lives, so that neither another mode nor
 * another screen loses what took long to paint.
 */
import { getEngine } from '@/lib/engine/browser';
import { atStake, type AtStake } from '@/lib/transfer/film/at-stake';
import { createFilmSession, type FilmSession } from '@/lib/transfer/film/session';

let film: FilmSession | undefined;

/** @param tell told what would be lost if the film were let go of, whenever that changes */
export function getFilm(tell: (stake: AtStake | undefined) => void): FilmSession {
  film ??= begin(tell);
  return film;
}

function begin(tell: (stake: AtStake | undefined) => void): FilmSession {
  const session = createFilmSession(
    {
      encodeStyle: (...asked) => getEngine().encodeStyle(...asked),
      measureStyle: (...asked) => getEngine().measureStyle(...asked),
      paint: (...asked) => getEngine().paint(...asked),
    },
    () => performance.now() / 1000,
  );
  // The browser asks before the page is closed.
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  session.store.subscribe((state, before) => {
    const stake = atStake(state);
    if (stake === atStake(before)) return;
    if (stake) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
    tell(stake);
  });
  return session;
}
