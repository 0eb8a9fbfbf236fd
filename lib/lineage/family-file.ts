/** A family as JSON for the page that draws it; short, because there may be thousands. */
export interface FamilyFile {
  /** The number of the work that was asked about. */
  readonly self: number;
  /** Null where somebody else's work has no name for this viewer. */
  readonly places: readonly (FamilyPlace | null)[];
  /** Parent and child, by turns. */
  readonly edges: readonly number[];
  readonly isWhole: boolean;
}

export interface FamilyPlace {
  readonly id: string;
  readonly title: string;
  readonly author: string | null;
  /** The code of the point that pictures it; null when it cannot be drawn any more. */
  readonly picture: string | null;
}
