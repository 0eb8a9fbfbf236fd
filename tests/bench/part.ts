/** What a part of the bench is and what it returns. */

/** One line of a table. */
export interface Measurement {
  /** What was measured, e.g. a back end. */
  readonly name: string;
  /** By the keys of the part's columns. Empty when it could not be measured. */
  readonly figures: Readonly<Record<string, number>>;
  /** What it ran on, or why there are no figures. */
  readonly remark?: string;
}

export interface Column {
  readonly key: string;
  /** With its unit. */
  readonly title: string;
  readonly digits?: number;
}

export interface Options {
  /** The repository's folder. */
  readonly root: string;
  /** Back ends to measure in Node; all that are worth it if not given. */
  readonly backends?: readonly string[] | undefined;
  /** Seconds after which a back end in Node is given up. */
  readonly limit: number;
  /** How long each kind of load is kept up. */
  readonly seconds: number;
}

export interface Part {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  /**
   * Figures of one column as multiples of one line's: of two back ends in one run, the
   * ratio says more than the times, which are those of one machine under one load.
   */
  readonly ratio?: { readonly column: string; readonly to: string };
  run(options: Options): Promise<Measurement[]>;
}
