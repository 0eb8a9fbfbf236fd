import type { Arithmetic } from '@/lib/latent/arithmetic';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

/** The first two of these that a model knows stand against each other. */
const PAINTERS = ['claude-monet', 'nicholas-roerich', 'caspar-david-friedrich', 'paul-cezanne'];
const MOTIF = 22;
const OTHER_MOTIFS = [13, 18];

/**
 * What a first visit shows: a motif by one painter, minus that painter, plus
 * another. B and C hold the same motifs, so that only the painters differ.
 */
export function exampleArithmetic(facts: ModelFacts): Arithmetic {
  const known = PAINTERS.filter((id) => facts.classIds.includes(id));
  const [one, other] = [...new Set([...known, ...facts.classIds])];
  const by = (painter: string | undefined) => (seed: number) => pointOf(facts, seed, painter);
  return {
    a: [MOTIF].map(by(one)),
    b: OTHER_MOTIFS.map(by(one)),
    c: OTHER_MOTIFS.map(by(other)),
  };
}

function pointOf(facts: ModelFacts, seed: number, painter: string | undefined): LatentPoint {
  return {
    model: facts.id,
    source: { kind: 'seed', seed },
    mix: painter === undefined ? [] : [{ classId: painter, weight: 1 }],
    psi: 0.8,
  };
}
