/** Notices when a run has died, and says what to try. */

export interface Vitals {
  readonly discriminatorLoss: number;
  readonly generatorLoss: number;
  /** Mean standard deviation of a pixel over a batch of samples; pictures in [-1, 1]. */
  readonly sampleSpread: number;
}

/** A loss below this for the whole window means that the discriminator has won outright. */
const DEAD_LOSS = 1e-3;
/** Real paintings have a spread of about 0.4; below this all samples look alike. */
const DEAD_SPREAD = 0.02;
/** Reports in a row that must agree before it is called a collapse. */
const WINDOW = 5;

/** Whether nothing that is learned from here on means anything. */
export const isBroken = ({ discriminatorLoss, generatorLoss, sampleSpread }: Vitals): boolean =>
  ![discriminatorLoss, generatorLoss, sampleSpread].every(Number.isFinite);

export class CollapseWatch {
  private dead = 0;
  private alike = 0;

  /** A sentence for the person when the run has collapsed, else nothing. */
  observe(vitals: Vitals): string | undefined {
    const { discriminatorLoss, sampleSpread } = vitals;
    if (isBroken(vitals)) {
      return 'The losses are no longer numbers. The run ends here and keeps what it saved before: start another one from it with --init-from, and lower both learning rates.';
    }
    this.dead = discriminatorLoss < DEAD_LOSS ? this.dead + 1 : 0;
    this.alike = sampleSpread < DEAD_SPREAD ? this.alike + 1 : 0;
    if (this.dead >= WINDOW) {
      return 'The discriminator no longer makes mistakes (its loss stays at 0), so the generator learns nothing. Lower the discriminator’s learning rate, add --augment color,translation,cutout, or use --loss hinge.';
    }
    if (this.alike >= WINDOW) {
      return 'All samples look alike. Start over with lower learning rates, a larger batch, or classes that fade in later.';
    }
    return undefined;
  }
}
