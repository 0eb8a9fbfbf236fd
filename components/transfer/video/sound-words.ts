import type { Sound } from '@/lib/transfer/film/make-film';

/** What is said about a film's sound. */
export const SOUND_WORDS: Readonly<Record<Sound, string>> = {
  silent: 'The film has no sound.',
  copied: 'The sound is kept as it is.',
  encoded: 'The sound is kept, encoded anew for this format.',
  'left-out':
    'The sound is left out: this browser cannot put it into this format. The other format may keep it.',
};
