/**
 * @typedef {{ passed: number, failed: number }} Counts
 */

/**
 * A check that is one thing: it holds or it does not.
 * @param {boolean} holds
 * @returns {Counts}
 */
export function one(holds) {
  return holds ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Counts a check; one that cannot be made says why, and has failed.
 * @param {() => Promise<Counts>} check
 * @returns {Promise<Counts>}
 */
export async function countOf(check) {
  try {
    return await check();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return one(false);
  }
}

/**
 * @param {any} report of Vitest's JSON reporter; undefined when there is none
 * @param {number} code the runner's exit code
 * @returns {Counts}
 */
export function countVitest(report, code) {
  if (report === undefined) return one(false);
  // A file that does not even load fails without a single test.
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return settle({ passed: report.numPassedTests, failed: report.numFailedTests + broken }, code);
}

/**
 * @param {any} report of Playwright's JSON reporter; undefined when there is none
 * @param {number} code the runner's exit code
 * @returns {Counts}
 */
export function countPlaywright(report, code) {
  if (report === undefined) return one(false);
  const { expected, flaky, unexpected } = report.stats;
  return settle({ passed: expected + flaky, failed: unexpected }, code);
}

/**
 * A runner may fail beside its tests (an error nobody caught, no tests found).
 * @param {Counts} counts
 * @param {number} code
 * @returns {Counts}
 */
function settle(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
