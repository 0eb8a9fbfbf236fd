/** Points in words: for captions, titles, labels and the live region. */
import type { LatentPoint, Mix } from '@/lib/latent/point';
import type { GeneratorEntry } from '@/models/card';

/** A class's name as shown to people; an unknown class keeps its id. */
export function className(classId: string, model: GeneratorEntry | undefined): string {
  return model?.classes.find((entry) => entry.id === classId)?.name ?? classId;
}

/** What a class goes by where there is little room: an artist by the last name. */
export function shortClassName(classId: string, model: GeneratorEntry | undefined): string {
  const name = className(classId, model);
  const isArtist = model?.classes.find((entry) => entry.id === classId)?.kind === 'artist';
  return isArtist ? shortName(name) : name;
}

/** "70 %", or "12.5 %" where tenths count. */
export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** One artist's part of a caption, ready to be put together: "70 % " + "Vincent " + "van Gogh". */
export interface MixWords {
  readonly classId: string;
  readonly share: string;
  readonly firstNames: string;
  readonly lastName: string;
}

/** A mix in parts, the largest share first; an artist alone goes without a number. */
export function mixInWords(mix: Mix, model: GeneratorEntry | undefined): MixWords[] {
  if (mix.length === 0) {
    return [{ classId: '', share: '', firstNames: '', lastName: model?.title ?? 'Picture' }];
  }
  return [...mix]
    .sort((a, b) => b.weight - a.weight)
    .map(({ classId, weight }) => {
      const name = className(classId, model);
      const lastName = shortClassName(classId, model);
      const firstNames = name.slice(0, name.length - lastName.length);
      const share = mix.length === 1 ? '' : `${percent(weight)} `;
      return { classId, share, firstNames, lastName };
    });
}

/** "70 % Vincent van Gogh, 30 % Claude Monet"; an artist alone goes without a number. */
export function describeMix(mix: Mix, model: GeneratorEntry | undefined): string {
  return mixInWords(mix, model)
    .map(({ share, firstNames, lastName }) => share + firstNames + lastName)
    .join(', ');
}

/** One sentence that says what the picture is, for its alternative text. */
export function describePoint(point: LatentPoint, model: GeneratorEntry | undefined): string {
  const by = describeMix(point.mix, model);
  const how = point.mix.length === 0 ? by : `in the manner of ${by}`;
  const moved = (point.shifts ?? []).map(
    ({ directionId, amount }) => ` ${describeShift(directionId, amount, model)}.`,
  );
  return `Generated picture, ${how}. Variety ${point.psi.toFixed(2)}.${moved.join('')}`;
}

/** "Light: lighter 1.50"; "Light: as it was" for no shift. */
export function describeShift(
  directionId: string,
  amount: number,
  model: GeneratorEntry | undefined,
): string {
  const direction = model?.directions?.find(({ id }) => id === directionId);
  const name = direction?.name ?? directionId;
  if (amount === 0) return `${name}: as it was`;
  const end = amount > 0 ? (direction?.more ?? 'more') : (direction?.less ?? 'less');
  return `${name}: ${end} ${Math.abs(amount).toFixed(2)}`;
}

/** The name an artist goes by where there is little room: "van Gogh", "Monet". */
export function shortName(name: string): string {
  const words = name.split(' ');
  const particle = words.findIndex(
    (word, i) => i > 0 && /^(van|von|de|der|da|di|la|le)$/.test(word),
  );
  return words.slice(particle > 0 ? particle : -1).join(' ');
}
