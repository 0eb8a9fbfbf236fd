/** What the app says about a painting; plain data, without the picture. */

/** How probable a class is, all probabilities of its kind summing to 1. */
export interface Likelihood {
  /** As in the card, e.g. `claude-monet`. */
  readonly id: string;
  /** As shown to people. */
  readonly name: string;
  /** 0..1, calibrated on paintings that training did not see. */
  readonly probability: number;
  /** Year of death, for artists. */
  readonly died?: number;
}

export interface Answer {
  readonly model: string;
  readonly version: number;
  /** Every artist the model knows, the most probable first. */
  readonly artists: readonly Likelihood[];
  readonly styles: readonly Likelihood[];
  readonly genres: readonly Likelihood[];
  /** 0..1: that the picture is by none of the artists, or no painting at all. */
  readonly noneOfThese: number;
}

/** Whether an answer is of this model, in this version of it. */
export const isAnswerOf = (
  answer: Pick<Answer, 'model' | 'version'>,
  model: { readonly id: string; readonly version: number },
) => answer.model === model.id && answer.version === model.version;

/** An answer with what was computed on the way to it. */
export interface Identification extends Answer {
  /** [embeddingDim] of length 1: alike pictures lie close. */
  readonly embedding: Float32Array<ArrayBuffer>;
}

/** Where in the picture the evidence for one artist lies. */
export interface HeatMap {
  readonly artist: string;
  readonly width: number;
  readonly height: number;
  /** Row by row, 0..1: 0 speaks not for the artist, 1 is the strongest place. */
  readonly values: Float32Array<ArrayBuffer>;
  /** The part of the picture that was judged, in 0..1 of its width and height. */
  readonly region: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** A known work near a picture. */
export interface NearWork {
  readonly title: string;
  /** As in the collection, e.g. `claude-monet`. */
  readonly artist: string;
  readonly artistName: string;
  readonly style: string;
  readonly genre: string;
  /** Cosine of the embeddings, −1..1. */
  readonly similarity: number;
}
