/** What an evaluation of a classifier leaves in the model's folder. */
import path from 'node:path';

import type { ClassifierCard } from '@/models/card';

import { writeCard } from '../export/folder';
import { writeWhole } from '../write-whole';
import { assertSameWeights, EVALUATION_FILE, readClassifierCard } from './card';
import type { Evaluation } from './classifier';
import { isRuleMetric, plotsOf, RULE_PLOT } from './report';

export interface Found {
  readonly evaluation: Evaluation;
  readonly metrics: ClassifierCard['metrics'];
  /** The rule for "none of these", its values and its plot stay as they are in the card. */
  readonly keepsRule: boolean;
}

/**
 * The card last: until it is there, nothing refers to the rest.
 * @throws SfumatoError `invalid-input` if the model was exported anew in the meantime.
 */
export async function writeFound(
  modelsDir: string,
  measured: ClassifierCard,
  { evaluation, metrics, keepsRule }: Found,
): Promise<void> {
  const folder = path.join(modelsDir, measured.id);
  const card = await readClassifierCard(folder, measured.id);
  assertSameWeights(measured, card);
  const drawn = plotsOf(
    evaluation,
    card.artists.map(({ name }) => name),
  );
  for (const { file, svg } of drawn) await writeWhole(path.join(folder, file), svg);
  const table = `${JSON.stringify(tableOf(evaluation, card), null, 1)}\n`;
  await writeWhole(path.join(folder, EVALUATION_FILE), table);

  const plots = [
    ...drawn.map(({ file, caption }) => ({ file, caption })),
    ...(keepsRule ? card.plots.filter(({ file }) => file === RULE_PLOT) : []),
  ];
  const changed: ClassifierCard = {
    ...card,
    metrics: [...metrics, ...(keepsRule ? card.metrics.filter(isRuleMetric) : [])],
    temperatures: evaluation.temperatures,
    noneOfThese: keepsRule ? card.noneOfThese : evaluation.noneOfThese,
    plots,
  };
  const works = card.works ? [card.works.file, card.works.vectors] : [];
  const belonging = [card.weights.file, ...works, ...plots.map(({ file }) => file)];
  await writeCard(modelsDir, changed, belonging);
}

/** What is too long for the card: artist by artist, source by source. */
function tableOf(evaluation: Evaluation, card: ClassifierCard) {
  const { protocols, sources, perArtist, confusion } = evaluation;
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    protocols,
    sources,
    artists: perArtist.map(({ count, precision, recall, f1 }, i) => ({
      id: card.artists[i]!.id,
      pictures: count,
      precision: round(precision),
      recall: round(recall),
      f1: round(f1),
      /** Most often taken for. */
      takenFor: confusion[i]!.map((times, c) => ({ id: card.artists[c]!.id, times, c }))
        .filter(({ times, c }) => times > 0 && c !== i)
        .sort((a, b) => b.times - a.times)
        .slice(0, 3)
        .map(({ id, times }) => ({ id, times })),
    })),
    // Of the very weights: those that a later export brings have to be measured anew.
    weights: card.weights.sha256,
  };
}
