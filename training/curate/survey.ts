/** Looks at every picture of a collection, and asks a classifier about it; what is known is not asked again. */
import { SfumatoError, toSfumatoError } from '@/lib/errors';

import { ahead } from '../pictures/ahead';
import { openPictureFile } from '../pictures/open';
import { judgementSchema, toJudgement, type Judge, type Judgement } from './judgement';
import { LOOK_VERSION, lookAt, lookSchema, type Look } from './look';
import type { CollectionPicture, PictureCollection } from './pictures';
import { remember } from './remembered';

/** Pictures that are opened while one is looked at. */
const AHEAD = 3;

export interface Surveyed {
  readonly picture: CollectionPicture;
  readonly look: Look;
  /** Undefined where nobody was asked, or the picture cannot be opened. */
  readonly judgement: Judgement | undefined;
}

export interface SurveyOptions {
  readonly cacheFolder: string;
  readonly judge?: Judge | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** @throws SfumatoError `cancelled` after the signal; what was found until then is kept. */
export async function survey(
  { folder, pictures }: PictureCollection,
  { cacheFolder, judge, signal, onProgress }: SurveyOptions,
): Promise<Surveyed[]> {
  const looks = await remember(cacheFolder, {
    ...{ folder, what: `measures ${LOOK_VERSION}`, schema: lookSchema },
  });
  const judgements =
    judge && (await remember(cacheFolder, { folder, what: judge.name, schema: judgementSchema }));
  const one = async (picture: CollectionPicture) => {
    const look = await looks.find(picture.path);
    const judgement = await judgements?.find(picture.path);
    const known = look !== undefined && ('broken' in look || !judge || judgement !== undefined);
    if (known) return { look, judgement };
    return { look, judgement, opened: await openPictureFile(picture.path) };
  };

  const surveyed: Surveyed[] = [];
  try {
    for await (const result of ahead(pictures, AHEAD, one)) {
      if (signal.aborted) throw new SfumatoError('cancelled', 'Stopped before the end.');
      const { item: picture } = result;
      if (!result.ok) {
        const look = { broken: toSfumatoError(result.error).message };
        await looks.keep(picture.path, look);
        surveyed.push({ picture, look, judgement: undefined });
      } else {
        const { opened } = result.value;
        let { look, judgement } = result.value;
        if (opened && !look) await looks.keep(picture.path, (look = lookAt(opened)));
        if (opened && judge && !judgement) {
          judgement = toJudgement(await judge.ask(opened.picture));
          await judgements!.keep(picture.path, judgement);
        }
        surveyed.push({ picture, look: look!, judgement });
      }
      onProgress?.(surveyed.length, pictures.length);
    }
  } finally {
    await looks.flush();
    await judgements?.flush();
  }
  return surveyed;
}
