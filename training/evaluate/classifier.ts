/** Everything that is measured about a classifier, on pictures that it never saw in training. */
import { createHash } from 'node:crypto';

import {
  calibrationErrorByChance,
  expectedCalibrationError,
  fitTemperature,
  reliability,
  softmax,
} from '../metrics/calibration';
import {
  classScores,
  confusionMatrix,
  macroMeans,
  restrictTo,
  topK,
  type ClassScores,
  type Judged,
} from '../metrics/classification';
import { areaUnderRoc, fitLogistic, rocCurve, sigmoid, type RocPoint } from '../metrics/detection';
import type { Prediction } from './predictions';

/** A measured picture: what is true and what was said. */
export interface Measured {
  readonly id: string;
  readonly source: string;
  readonly artist: number;
  readonly style: number;
  readonly genre: number;
  readonly said: Prediction;
}

/** Pictures by none of the artists, e.g. photographs. */
export interface Strangers {
  readonly name: string;
  readonly said: readonly Prediction[];
}

export interface EvaluationInput {
  readonly known: readonly Measured[];
  /** What is said of the same pictures, degraded; in the same order. */
  readonly degraded: readonly Prediction[];
  readonly strangers: readonly Strangers[];
  /** Pictures of each artist in the whole collection: who belongs to which protocol. */
  readonly artistCounts: readonly number[];
}

/** The same numbers under one choice of artists. */
export interface Protocol {
  /** Pictures in the collection that an artist needs. */
  readonly minimum: number;
  readonly artists: number;
  readonly pictures: number;
  readonly top1: number;
  readonly top3: number;
  readonly top5: number;
}

export interface Evaluation {
  readonly protocols: readonly Protocol[];
  readonly macro: Omit<ClassScores, 'count'>;
  readonly perArtist: readonly ClassScores[];
  readonly confusion: readonly (readonly number[])[];
  readonly style: { readonly pictures: number; readonly top1: number };
  readonly genre: { readonly pictures: number; readonly top1: number };
  readonly sources: readonly {
    readonly source: string;
    readonly pictures: number;
    readonly top1: number;
    readonly degradedTop1: number;
  }[];
  readonly degradedTop1: number;
  readonly temperatures: {
    readonly artist: number;
    readonly style: number;
    readonly genre: number;
  };
  /** Of pictures that the temperature was not fitted on; `byChance` is what exact probabilities would show. */
  readonly calibrationError: {
    readonly before: number;
    readonly after: number;
    readonly byChance: number;
  };
  readonly reliability: {
    readonly before: ReturnType<typeof reliability>;
    readonly after: ReturnType<typeof reliability>;
  };
  readonly noneOfThese: {
    readonly bias: number;
    readonly known: number;
    readonly confidence: number;
    readonly energy: number;
  };
  readonly told: readonly {
    readonly name: string;
    readonly pictures: number;
    readonly areaUnderRoc: number;
    readonly curve: readonly RocPoint[];
  }[];
}

const PROTOCOLS = [300, 100, 50];

export function evaluateClassifier(input: EvaluationInput): Evaluation {
  const { known, artistCounts } = input;
  const artists = judge(known, 'artists', 'artist');
  const classes = artistCounts.length;
  const confusion = confusionMatrix(artists, classes);
  const perArtist = classScores(confusion);
  const styles = judge(known, 'styles', 'style');
  const genres = judge(known, 'genres', 'genre');
  const temperatures = {
    artist: fitTemperature(artists),
    style: styles.labels.length > 0 ? fitTemperature(styles) : 1,
    genre: genres.labels.length > 0 ? fitTemperature(genres) : 1,
  };
  return {
    protocols: [...PROTOCOLS, 1].flatMap((minimum) => protocol(artists, artistCounts, minimum)),
    macro: macroMeans(perArtist),
    perArtist,
    confusion,
    style: { pictures: styles.labels.length, top1: topK(styles, 1) },
    genre: { pictures: genres.labels.length, top1: topK(genres, 1) },
    sources: bySource(input),
    degradedTop1: topK(degradedJudged(input), 1),
    temperatures,
    ...calibration(known),
    ...strangersTold(input, temperatures.artist),
  };
}

/** Scores and labels of the pictures whose label of this kind is known. */
function judge(
  known: readonly Measured[],
  scores: 'artists' | 'styles' | 'genres',
  label: 'artist' | 'style' | 'genre',
): Judged {
  const labelled = known.filter((picture) => picture[label] >= 0);
  return {
    scores: labelled.map(({ said }) => said[scores]),
    labels: labelled.map((picture) => picture[label]),
  };
}

/** Nothing when no two artists have so many pictures. */
function protocol(judged: Judged, counts: readonly number[], minimum: number): Protocol[] {
  const classes = counts.flatMap((count, c) => (count >= minimum ? [c] : []));
  if (classes.length < 2) return [];
  const restricted = restrictTo(judged, classes);
  return [
    {
      minimum: Math.max(minimum, Math.min(...counts)),
      artists: classes.length,
      pictures: restricted.labels.length,
      top1: topK(restricted, 1),
      top3: topK(restricted, 3),
      top5: topK(restricted, 5),
    },
  ];
}

function degradedJudged({ known, degraded }: EvaluationInput): Judged {
  return {
    scores: degraded.map(({ artists }) => artists),
    labels: known.map(({ artist }) => artist),
  };
}

function bySource(input: EvaluationInput): Evaluation['sources'] {
  const { known } = input;
  const degraded = degradedJudged(input);
  const names = [...new Set(known.map(({ source }) => source))];
  return names
    .map((source) => {
      const at = known.flatMap((picture, i) => (picture.source === source ? [i] : []));
      const labels = at.map((i) => known[i]!.artist);
      return {
        source,
        pictures: at.length,
        top1: topK({ labels, scores: at.map((i) => known[i]!.said.artists) }, 1),
        degradedTop1: topK({ labels, scores: at.map((i) => degraded.scores[i]!) }, 1),
      };
    })
    .sort((a, b) => b.pictures - a.pictures);
}

/** Halves by name: a temperature fitted on one is measured on the other, both ways. */
function calibration(
  known: readonly Measured[],
): Pick<Evaluation, 'calibrationError' | 'reliability'> {
  const half = (which: number) =>
    judge(
      known.filter(({ id }) => createHash('sha256').update(id).digest()[0]! % 2 === which),
      'artists',
      'artist',
    );
  const [a, b] = [half(0), half(1)];
  const scaled = ({ scores, labels }: Judged, temperature: number): Judged => ({
    labels,
    scores: scores.map((row) => Float64Array.from(row, (value) => value / temperature)),
  });
  const joined = (first: Judged, second: Judged): Judged => ({
    labels: [...first.labels, ...second.labels],
    scores: [...first.scores, ...second.scores],
  });
  const before = reliability(joined(a, b), 1);
  const after = reliability(joined(scaled(a, fitTemperature(b)), scaled(b, fitTemperature(a))), 1);
  return {
    calibrationError: {
      before: expectedCalibrationError(before),
      after: expectedCalibrationError(after),
      byChance: calibrationErrorByChance(after),
    },
    reliability: { before, after },
  };
}

/**
 * "None of these" from the network's own logit, the calibrated probability of the first
 * artist, and the energy of the artists' logits (Liu et al. 2020). Fitted on the first
 * half of the pictures of every kind, measured on the second.
 */
function strangersTold(
  { known, strangers }: EvaluationInput,
  temperature: number,
): Pick<Evaluation, 'noneOfThese' | 'told'> {
  const features = ({ artists, known: logit }: Prediction) => {
    const probabilities = softmax(artists, temperature);
    const largest = artists.reduce((a, b) => Math.max(a, b), -Infinity);
    const sum = artists.reduce((total, value) => total + Math.exp(value - largest), 0);
    return [logit, Math.max(...probabilities), largest + Math.log(sum)];
  };
  const insiders = known.map(({ said }) => features(said));
  const outsiders = strangers.map(({ name, said }) => ({ name, all: said.map(features) }));
  const fitted = <T>(items: readonly T[]) => items.filter((_, i) => i % 2 === 0);
  const measured = <T>(items: readonly T[]) => items.filter((_, i) => i % 2 === 1);
  if (outsiders.length === 0) {
    return { noneOfThese: { bias: 0, known: -1, confidence: 0, energy: 0 }, told: [] };
  }
  // Every kind of stranger weighs the same, whatever its number of pictures.
  const most = Math.max(...outsiders.map(({ all }) => all.length));
  const balanced = outsiders.flatMap(({ all }) => {
    const half = fitted(all);
    return Array.from({ length: Math.ceil(most / 2) }, (_, i) => half[i % half.length]!);
  });
  const [bias = 0, k = 0, c = 0, e = 0] = fitLogistic(balanced, fitted(insiders));
  const score = (x: readonly number[]) => sigmoid(bias + k * x[0]! + c * x[1]! + e * x[2]!);
  const inside = measured(insiders).map(score);
  return {
    noneOfThese: { bias, known: k, confidence: c, energy: e },
    told: outsiders.map(({ name, all }) => {
      const outside = measured(all).map(score);
      return {
        name,
        pictures: outside.length,
        areaUnderRoc: areaUnderRoc(outside, inside),
        curve: rocCurve(outside, inside),
      };
    }),
  };
}
