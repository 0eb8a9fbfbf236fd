import type { Engine } from '@/lib/engine/engine';
import { mixStyles, towards } from '@/lib/engine/stylize';
import { SfumatoError } from '@/lib/errors';
import { keepColours } from '@/lib/image/keep-colours';
import type { Picture } from '@/lib/image/picture';
import { inSize, sizeWith } from '@/lib/image/reduce';
import { decodePoint } from '@/lib/latent/codec';
import { paintCoarseToFine } from '@/lib/transfer/coarse-to-fine';
import { createStyleFinder } from '@/lib/transfer/find-style';
import type { TransferSettings } from '@/lib/transfer/settings';
import { catalogue } from '@/models/registry';

import { readCard } from './model-cards';

/** How a picture is painted before it is shown. */
export interface Painting {
  /** Id of the stylizer. */
  readonly model: string;
  readonly settings: TransferSettings;
}

/** Longer side to which generated pictures are enlarged, to be painted as on the Transfer screen. */
const PAINTED_SIDE = 512;

export type PaintingEngine = Pick<Engine, 'generate' | 'encodeStyle' | 'measureStyle' | 'paint'>;

/**
 * A generated picture as a transfer paints it.
 * @throws SfumatoError `not-found` for a style that is not on this server, and what the engine throws.
 */
export async function paintTransfer(
  engine: PaintingEngine,
  { model, settings }: Painting,
  generated: Picture,
): Promise<Picture> {
  const { styles, strength, brush } = settings;
  const find = createStyleFinder({
    ...{ engine, model },
    loadCard: async () => readCard('stylizer', model),
    async drawPoint(code) {
      const [drawn] = await engine.generate([decodePoint(code, catalogue)]);
      if (!drawn) throw new SfumatoError('internal', 'The engine drew nothing.');
      return enlarged(drawn);
    },
    // Pictures of people's own stay on their devices.
    pictureOf: () => undefined,
  });
  const content = enlarged(generated);
  const wanted = mixStyles(
    await Promise.all(
      styles.map(async ({ source, weight }) => ({ vector: await find(source, brush), weight })),
    ),
  );
  const vector =
    strength === 1 ? wanted : towards(await engine.encodeStyle(model, content), wanted, strength);
  const painted = await paintCoarseToFine(
    {
      ...{ engine, model },
      resize: async (picture, { width, height }) => inSize(picture, width, height),
      smaller: async (side) => {
        const { width, height } = sizeWith(content, side);
        return inSize(content, width, height);
      },
    },
    { content, vector, strength, brush },
  );
  return settings.keepColours ? keepColours(painted, content) : painted;
}

function enlarged(picture: Picture): Picture {
  const { width, height } = sizeWith(picture, PAINTED_SIDE);
  return inSize(picture, width, height);
}
