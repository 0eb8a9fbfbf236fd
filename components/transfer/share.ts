/** Styles that leave this device: as links, or into an account. The picture stays. */
import { keepOnline } from '@/components/gallery/keep-online-store';
import { copyLink } from '@/components/points/copy-link';
import { copyShortLink } from '@/components/points/copy-short-link';
import { decodePoint } from '@/lib/latent/codec';
import type { LatentPoint } from '@/lib/latent/point';
import { getOrigins } from '@/lib/studio/browser';
import { parentsOfPoints } from '@/lib/studio/parents';
import { encodeTransfer } from '@/lib/transfer/code';
import { hasStyle, type TransferSettings } from '@/lib/transfer/settings';
import type { StylizerEntry } from '@/models/card';
import { catalogue } from '@/models/registry';

import type { TransferController } from './contract';
import { mixInWords } from './words';

const WHAT = 'these styles, without your picture';

/**
 * The code of what is painted now, the picture left out; waits for styles that are still being
 * looked at.
 * @throws SfumatoError as `encodeTransfer`, and as looking at a style does.
 */
async function codeOf(
  { store, vectors }: TransferController,
  stylizer: StylizerEntry,
): Promise<string> {
  const { settings } = store.getState();
  const { styles, brush } = settings;
  await Promise.all(styles.map(({ source }) => vectors.request(source, brush)));
  return encodeTransfer(settings, stylizer, store.getState().card?.styles ?? [], (source) =>
    vectors.peek(source, brush),
  );
}

export async function copyLinkToStyles(
  controller: TransferController,
  stylizer: StylizerEntry,
): Promise<void> {
  await copyLink(`/transfer/${await codeOf(controller, stylizer)}`, WHAT);
}

export async function copyShortLinkToStyles(
  controller: TransferController,
  stylizer: StylizerEntry,
): Promise<void> {
  await copyShortLink(await codeOf(controller, stylizer), WHAT);
}

/** Asks for a title and who may see it, and keeps the styles. */
export async function keepStylesOnline(
  controller: TransferController,
  stylizer: StylizerEntry,
): Promise<void> {
  const code = await codeOf(controller, stylizer);
  const { settings, card, linked } = controller.store.getState();
  const origins = getOrigins();
  const grownFrom = linked.find(
    (link) => origins.of(link.code).length > 0 && sharesStyle(link.settings, settings),
  );
  const works = [
    ...(grownFrom ? origins.of(grownFrom.code) : []),
    ...parentsOfPoints(pointsIn(settings), origins),
  ];
  keepOnline({
    ...{ kind: 'transfer', code, picture: code },
    name: `In the style of ${mixInWords(settings, card?.styles ?? [])}`,
    parents: [...new Set(works)],
  });
  controller.rememberLink(code, settings);
}

const sharesStyle = (a: TransferSettings, b: TransferSettings) =>
  a.styles.some(({ source }) => hasStyle(b, source));

/** The generated pictures whose styles are borrowed. */
function pointsIn({ styles }: TransferSettings): LatentPoint[] {
  return styles.flatMap(({ source }) => {
    if (source.kind !== 'point') return [];
    try {
      return [decodePoint(source.code, catalogue)];
    } catch {
      // Of a model that went on learning: what it grew from cannot be told any more.
      return [];
    }
  });
}
