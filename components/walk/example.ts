import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import type { Walk } from '@/lib/latent/walk';

/** Painters whose landscapes differ at first sight, as far as a model knows them. */
const PAINTERS = [
  'claude-monet',
  'vincent-van-gogh',
  'ivan-aivazovsky',
  'nicholas-roerich',
  'caspar-david-friedrich',
];
const SEEDS = [22, 18, 11, 14, 13];

/** What a first visit plays: a round through five painters. */
export function exampleWalk(facts: ModelFacts): Walk {
  const known = PAINTERS.filter((id) => facts.classIds.includes(id));
  const painters = [...new Set([...known, ...facts.classIds])].slice(0, SEEDS.length);
  return {
    model: facts.id,
    keyframes: SEEDS.map((seed, i) => ({ point: pointOf(facts, seed, painters[i]), seconds: 4 })),
    interpolation: 'spline',
    loop: true,
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
