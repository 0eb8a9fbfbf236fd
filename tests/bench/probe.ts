import { get } from 'node:http';

/**
 * How long an answer takes, in milliseconds, over a connection of its own. One that was used
 * before may have been closed by the server while this process was too busy to notice, and a
 * request on it fails though nothing is wrong.
 * @throws Error when there is no answer
 */
export function timeAnswer(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      response.resume();
      response.once('end', () => resolve(performance.now() - start));
      response.once('error', reject);
    }).once('error', reject);
  });
}
