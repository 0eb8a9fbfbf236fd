/** Asks Identify's model which style of the house suits a picture. */
import type { Engine } from '@/lib/engine/engine';
import type { Picture } from '@/lib/image/picture';
import { recommendHouseStyle, type RecommendedStyle } from '@/lib/transfer/recommend';
import type { HouseStyle } from '@/models/card';

/** Works near the picture that are asked for, as on Identify. */
const WORKS = 80;

/** @throws SfumatoError what the engine throws. */
export async function advise(
  engine: Pick<Engine, 'identify' | 'nearestWorks'>,
  classifier: string,
  picture: Picture,
  house: readonly HouseStyle[],
): Promise<RecommendedStyle | undefined> {
  const answer = await engine.identify(classifier, picture);
  const works = await engine.nearestWorks(classifier, answer.embedding, WORKS);
  return recommendHouseStyle(answer, works, house);
}
