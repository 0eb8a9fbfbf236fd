/**
 * The page's own Transfer: one for as long as the page lives, so that leaving the screen
 * loses nothing. A server renders with an empty one; nothing is opened before it is used.
 */
import { reduceToCopy, resizePicture, restoreCopy } from '@/components/intake/copy';
import { openFile } from '@/components/intake/open-file';
import { deviceMemory } from '@/components/points/device-memory';
import { nameOfPoint } from '@/components/points/model-of';
import { getEngine } from '@/lib/engine/browser';
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { centreCut, resizeCut, sizeWith, toPicture } from '@/lib/image/reduce';
import { enlargePicture } from '@/lib/image/resize';
import { decodePoint } from '@/lib/latent/codec';
import { newId } from '@/lib/studio/id';
import { createPainter } from '@/lib/transfer/painter';
import { readSaved, writeSaved } from '@/lib/transfer/saved';
import { keyOfSource, type StyleSource } from '@/lib/transfer/settings';
import { largestSide, openedPixels } from '@/lib/transfer/sizes';
import { createTiles, type Tiles } from '@/lib/transfer/tiles';
import { createWatch } from '@/lib/transfer/watch';
import type { StylizerCard, StylizerEntry } from '@/models/card';
import { catalogue, classifiers, generators } from '@/models/registry';

import type { TransferController } from './contract';
import { createTransferController } from './controller';
import { openContent } from './open-content';
import type { Content } from './state';
import { openPictureStorage } from './storage';
import { toFile } from './to-file';

/** The controller and the small previews of styles, which share one engine. */
export interface Transfer {
  readonly controller: TransferController;
  /** The tile of a style on a content, if it is painted already. */
  peekTile(content: Content, source: StyleSource): Picture | undefined;
  /** The tile, when it is its turn. @throws SfumatoError `cancelled` after the signal. */
  requestTile(content: Content, source: StyleSource, signal: AbortSignal): Promise<Picture>;
}

const SETTINGS = 'sfumato.transfer';
const KEEPING = 'sfumato.transfer.keeping';
/** Side of the small previews, in pixels: sharp enough at a hand's breadth, and quick. */
const TILE_SIDE = 112;
/** A generated picture is smaller than what people bring; it is enlarged to this. */
const STAND_IN_SIDE = 512;
/** Brush at which tiles look at styles. */
const TILE_BRUSH = 256;

let transfer: Transfer | undefined;

export function getTransfer(stylizer: StylizerEntry): Transfer {
  transfer ??= begin(stylizer);
  return transfer;
}

function begin(stylizer: StylizerEntry): Transfer {
  const { id: model } = stylizer;
  const watch = createWatch();
  const engine = {
    encodeStyle: watch.over((...asked: Parameters<Asked['encodeStyle']>) =>
      getEngine().encodeStyle(...asked),
    ),
    paint: watch.over((...asked: Parameters<Asked['paint']>) => getEngine().paint(...asked)),
    measureStyle: watch.over((...asked: Parameters<Asked['measureStyle']>) =>
      getEngine().measureStyle(...asked),
    ),
    identify: watch.over((...asked: Parameters<Asked['identify']>) =>
      getEngine().identify(...asked),
    ),
    nearestWorks: watch.over((...asked: Parameters<Asked['nearestWorks']>) =>
      getEngine().nearestWorks(...asked),
    ),
  };
  const painter = createPainter({
    ...{ engine, model, idle: watch.idle, resize: resizePicture },
    now: () => performance.now(),
    after(milliseconds, then) {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  const facts = deviceFacts();
  const largest = largestSide(facts);
  const opener = {
    ...{ open: openFile, resize: resizePicture, largest },
    pixels: openedPixels(largest, facts),
  };
  const controller = createTransferController({
    ...{ engine, model, painter, newId, largest },
    classifier: classifiers[0]?.id,
    loadCard: () => loadCard(model),
    open: (file, signal) => openContent(file, signal, opener),
    drawPoint,
    drawStandIn,
    reduce: reduceToCopy,
    restoreCopy,
    toPng: (picture) => toFile(picture, 'image/png'),
    urls: URL,
    openStorage: openPictureStorage,
    remembered: () => ({
      saved: readSaved(deviceMemory()?.getItem(SETTINGS) ?? '', stylizer),
      keeping: deviceMemory()?.getItem(KEEPING) !== 'no',
    }),
  });
  remember(controller, stylizer);

  const { vectors } = controller;
  const tiles: Tiles = createTiles(
    () => !painter.store.getState().busy && !controller.store.getState().moving,
  );
  painter.store.subscribe(tiles.wake);
  controller.store.subscribe(tiles.wake);
  const keyOf = (content: Content, source: StyleSource) => `${content.id} ${keyOfSource(source)}`;
  return {
    controller,
    peekTile: (content, source) => tiles.peek(keyOf(content, source)),
    requestTile: (content, source, signal) =>
      tiles.request(
        keyOf(content, source),
        async () =>
          engine.paint(model, squareOf(content.picture), await vectors.request(source, TILE_BRUSH)),
        signal,
      ),
  };
}

type Asked = ReturnType<typeof getEngine>;

async function loadCard(model: string): Promise<StylizerCard> {
  const card = await getEngine().load(model);
  if (card.kind === 'stylizer') return card;
  throw new SfumatoError('weights-corrupt', 'The model that paints is damaged. Reload the page.');
}

async function drawPoint(code: string): Promise<{ picture: Picture; name: string }> {
  const point = decodePoint(code, catalogue);
  const [drawn] = await getEngine().generate([point]);
  if (!drawn) throw new SfumatoError('internal', 'The engine drew nothing. Try again.');
  return { picture: enlarged(drawn), name: nameOfPoint(point) };
}

/** The face of the first generator: a file beside its card, there before any network runs. */
async function drawStandIn(): Promise<Picture | undefined> {
  const [first] = generators;
  if (!first) return undefined;
  const response = await fetch(`/models/${first.id}/poster.png`);
  return response.ok ? enlarged(await restoreCopy(await response.blob())) : undefined;
}

function enlarged(picture: Picture): Picture {
  if (Math.max(picture.width, picture.height) >= STAND_IN_SIDE) return picture;
  const { width, height } = sizeWith(picture, STAND_IN_SIDE);
  return enlargePicture(picture, width, height);
}

const squares = new WeakMap<Picture, Picture>();

/** The middle of a picture, small. */
export function squareOf(picture: Picture): Picture {
  const known = squares.get(picture);
  if (known) return known;
  const cut = centreCut(picture.width, picture.height, 1);
  const square = toPicture(resizeCut(picture, cut, TILE_SIDE, TILE_SIDE));
  squares.set(picture, square);
  return square;
}

/** Settings and choices are kept on this device as they change. */
function remember({ store, setKeeping }: TransferController, stylizer: StylizerEntry): void {
  // What is switched in another tab of this device is meant for all of them.
  if (typeof window !== 'undefined') {
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key === KEEPING) setKeeping(newValue !== 'no');
    });
  }
  store.subscribe((state, before) => {
    if (state.keeping !== before.keeping) keep(KEEPING, state.keeping ? 'yes' : 'no');
    const changed =
      state.settings !== before.settings ||
      state.side !== before.side ||
      state.keeping !== before.keeping;
    if (!changed) return;
    const { settings, side } = state;
    keep(SETTINGS, state.keeping ? writeSaved({ settings, side }, stylizer) : undefined);
  });
}

function keep(key: string, value: string | undefined): void {
  try {
    if (value === undefined) deviceMemory()?.removeItem(key);
    else deviceMemory()?.setItem(key, value);
  } catch (thrown) {
    // The device's memory is full: the choice lasts as long as the page.
    console.warn(toSfumatoError(thrown).message);
  }
}

function deviceFacts() {
  if (typeof navigator === 'undefined') return { memory: undefined, handheld: false };
  const { deviceMemory: memory } = navigator as { deviceMemory?: number };
  return { memory, handheld: window.matchMedia('(pointer: coarse)').matches };
}
