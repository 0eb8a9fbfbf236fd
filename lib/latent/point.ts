/**
 * The vocabulary of the latent space. Everything here is plain data: a value of
 * type `LatentPoint` determines one picture, on every machine.
 */

/** One class (an artist, say) and its share of a mix. */
export interface MixEntry {
  /** Class id as in the model's card, e.g. `vincent-van-gogh`. */
  readonly classId: string;
  /** Share in (0, 1], a multiple of 1/1000. */
  readonly weight: number;
}

/**
 * Weights over classes. In canonical form (see `createMix`) the weights are
 * multiples of 1/1000 that sum to 1, no class appears twice, there are no zero
 * weights, and the entries keep the order in which they were given.
 * An empty mix stands for a model without classes.
 */
export type Mix = readonly MixEntry[];

/** Where the latent vector comes from. */
export type LatentSource =
  /** `z` is drawn from a standard normal by `gaussianVector(seed, dim)`. Seed: unsigned 32 bit. */
  | { readonly kind: 'seed'; readonly seed: number }
  /** A free vector, on the grid of the permalink codec (see `quantizeVector`). */
  | { readonly kind: 'vector'; readonly z: readonly number[] };

/** A step along one of the model's directions ("lighter", "more sky"). */
export interface Shift {
  /** Direction id as in the model's card. */
  readonly directionId: string;
  /** In standard deviations of the latent distribution: [-3, 3], a multiple of 1/20, not 0. */
  readonly amount: number;
}

/** In canonical form (see `createShifts`) at most one a direction, in the order of ids. */
export type Shifts = readonly Shift[];

/** Everything that determines one picture. */
export interface LatentPoint {
  /** Model id, e.g. `landscapes-64`. */
  readonly model: string;
  readonly source: LatentSource;
  readonly mix: Mix;
  /**
   * Truncation ("variety"): z is pulled towards the mean of the mix by this
   * factor; 0 is the mean, 1 leaves z alone. In [0, 1.5], a multiple of 1/100.
   */
  readonly psi: number;
  /** Added to the vector after truncation; absent when there are none. */
  readonly shifts?: Shifts;
}

/** What the pure parts need to know about a model; taken from its card. */
export interface ModelFacts {
  readonly id: string;
  /** Counts up when new weights change the pictures behind old links. */
  readonly version: number;
  readonly latentDim: number;
  /** Class ids, in the card's order. Empty for a model without classes. */
  readonly classIds: readonly string[];
  /**
   * Id of the class of all that is in none of these, which can be mixed like one: the network knows
   * it as no class at all. Absent for a model that was not shown any such pictures.
   */
  readonly othersId?: string;
  /**
   * Ids of the classes that say what is to be seen (genres), where others say how it is painted.
   * Absent where all classes are of one kind.
   */
  readonly subjectIds?: readonly string[];
  /** Ids of the directions that it can be shifted along; absent when none were measured. */
  readonly directionIds?: readonly string[];
}
