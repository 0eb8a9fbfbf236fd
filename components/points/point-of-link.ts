import { SfumatoError } from '@/lib/errors';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { pointOfText, slugOfText } from '@/lib/studio/links';

/**
 * The point that a pasted text means, as `pointOfText`; where a short link leads is asked of the
 * server first.
 * @throws SfumatoError with a sentence that says what the text is instead, `download-failed`
 * when nobody can be asked, `not-found` for a short link that the server never gave.
 */
export async function pointOfLink(
  text: string,
  catalogue: readonly ModelFacts[],
): Promise<LatentPoint> {
  const slug = slugOfText(text);
  return pointOfText(slug === undefined ? text : await addressBehind(slug), catalogue);
}

/** The server sends whoever opens a short link on to the long one. */
async function addressBehind(slug: string): Promise<string> {
  const short = `/s/${slug}`;
  const answer = await fetch(short, { method: 'HEAD' }).catch(() => undefined);
  if (answer?.status === 404) {
    throw new SfumatoError('not-found', 'This short link was not given by this server.');
  }
  if (!answer?.ok || !answer.redirected) {
    throw new SfumatoError(
      'download-failed',
      'Where this short link leads cannot be looked up now: try again in a while, or paste the long link.',
    );
  }
  return answer.url;
}
