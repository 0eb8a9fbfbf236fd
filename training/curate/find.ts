/** What may not belong, with a reason and a score each. */
import type { Finding } from '../data/curation';
import { labelSlug } from '../data/labels';
import { findDuplicates } from './duplicates';
import { probabilityOf } from './judgement';
import type { Seen } from './look';
import { findOutliers } from './outliers';
import { isByPerson, measuredDecision, reasonOf } from './reasons';
import type { Surveyed } from './survey';

export interface FindOptions {
  /**
   * `first`: what measures say. `second`: also what a classifier finds most unlike its own
   * class, for a look after training.
   */
  readonly round: 'first' | 'second';
  /** Ids of the artists that the classifier knows. */
  readonly knownArtists: ReadonlySet<string>;
}

/** A picture that could be opened. */
export type Sound = Surveyed & { readonly look: Seen };

export const isSound = (surveyed: Surveyed): surveyed is Sound => !('broken' in surveyed.look);

/** Under this a picture is nearly grey: engravings, drawings, old photographs. */
const GREY = 12;
/** Pixels of the shorter side that training needs. */
const SMALL_SIDE = 128;

/**
 * Titles of things in the round. Words that are motifs as often (tomb, fountain, vase, marble)
 * are not among them.
 */
const SCULPTURE =
  /(?<![a-z])(sculptures?|busts?|statues?|statuettes?|figurines?|bas-reliefs?|terracottas?|plasters?)(?![a-z])/i;

/** In the order of the collection, a picture's reasons in the order of `REASONS`. */
export function findAll(surveyed: readonly Surveyed[], options: FindOptions): Finding[] {
  const sound = surveyed.filter(isSound);
  const found = new Map<string, Finding[]>();
  const add = (entry: Surveyed, reason: string, score: number, about = '') => {
    const finding = toFinding(entry, reason, score, about);
    if (!finding) return;
    const { id } = entry.picture;
    found.set(id, [...(found.get(id) ?? []), finding]);
  };
  for (const entry of surveyed) {
    if ('broken' in entry.look) add(entry, 'broken', 1, entry.look.broken);
  }
  for (const { index, like, similarity } of findDuplicates(sound)) {
    add(sound[index]!, 'duplicate', similarity, sound[like]!.picture.id);
  }
  for (const entry of sound) {
    for (const [reason, score] of measuresOf(entry)) add(entry, reason, score);
  }
  for (const { index, score } of findOutliers(sound)) add(sound[index]!, 'outlier', score);
  if (options.round === 'second') {
    for (const entry of sound) {
      const own = labelSlug(entry.picture.artist);
      if (!entry.judgement || !options.knownArtists.has(own)) continue;
      const [likeliest] = entry.judgement.artists;
      add(entry, 'unlike-class', 1 - probabilityOf(entry.judgement.artists, own), likeliest?.[0]);
    }
  }
  return surveyed.flatMap(({ picture }) => found.get(picture.id) ?? []);
}

function measuresOf({ picture, look, judgement }: Sound): [string, number][] {
  const { width, height, border, frame, letters } = look;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return [
    ['tiny', SMALL_SIDE / short],
    ['narrow', long / short],
    // An entirely grey picture would be infinitely grey.
    ['grey', GREY / Math.max(1, look.colourfulness)],
    ['lettering', letters],
    ['border', border],
    ['frame', frame],
    ['sculpture', SCULPTURE.test(picture.title) ? 1 : 0],
    ...(judgement ? [['photograph', judgement.noneOfThese] as [string, number]] : []),
  ];
}

function toFinding(
  { picture }: Surveyed,
  id: string,
  score: number,
  about: string,
): Finding | undefined {
  if (!(score >= reasonOf(id).found)) return undefined;
  // As it is written: whoever reads the row must come to the same decision.
  const rounded = Math.round(score * 1e3) / 1e3;
  return {
    ...{ id: picture.id, file: picture.file, reason: id, about },
    ...{ score: rounded, decision: measuredDecision({ reason: id, score: rounded }) },
    by: 'measure',
  };
}

/**
 * New findings beside what people have decided: a picture that somebody has looked at keeps
 * her decision, in every one of its rows, and rows that she added stay. So do those of reasons
 * that were not looked for this time.
 * @param looked reasons that were (see `lookedFor`).
 */
export function mergeFindings(
  before: readonly Finding[],
  now: readonly Finding[],
  looked: ReadonlySet<string>,
): Finding[] {
  const decided = new Map<string, Finding['decision']>();
  for (const finding of before) {
    // One row that drops a picture is enough for whoever reads the file, and so it is here.
    if (isByPerson(finding) && decided.get(finding.id) !== 'drop') {
      decided.set(finding.id, finding.decision);
    }
  }
  const there = new Set(now.map(({ id, reason }) => `${reason}/${id}`));
  const kept = before.filter(
    (finding) =>
      !there.has(`${finding.reason}/${finding.id}`) &&
      (isByPerson(finding) || !looked.has(finding.reason)),
  );
  return [...now, ...kept].map((finding): Finding => {
    const decision = decided.get(finding.id);
    return decision === undefined ? finding : { ...finding, decision, by: 'person' };
  });
}
