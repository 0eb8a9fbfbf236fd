/** Knows whether anything that was asked for is still under way. */
export interface Watch {
  /** The same function, watched. */
  over<Asked extends unknown[], Answer>(
    ask: (...asked: Asked) => Promise<Answer>,
  ): (...asked: Asked) => Promise<Answer>;
  /** Whether everything that was asked has been answered. */
  idle(): boolean;
}

export function createWatch(): Watch {
  let underway = 0;
  return {
    over:
      (ask) =>
      async (...asked) => {
        underway++;
        try {
          return await ask(...asked);
        } finally {
          underway--;
        }
      },
    idle: () => underway === 0,
  };
}
