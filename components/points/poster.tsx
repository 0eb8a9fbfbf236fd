import { encodePoint } from '@/lib/latent/codec';
import type { LatentPoint } from '@/lib/latent/point';
import { catalogue } from '@/models/registry';

import { POSTER } from './sizes';

/**
 * A point's picture as the server draws it: stands in for the page's own until the
 * engine has started. Purely decorative; what cannot be fetched leaves the ground.
 */
export function Poster({ point }: { point: LatentPoint }) {
  return (
    // A plain image: it is small already, and the optimiser would draw it a second time.
    <img
      src={`/p/${encodePoint(point, catalogue)}/picture.png?size=${POSTER}`}
      alt=""
      width={POSTER}
      height={POSTER}
      decoding="async"
      fetchPriority="high"
      className="absolute inset-0 size-full"
    />
  );
}
