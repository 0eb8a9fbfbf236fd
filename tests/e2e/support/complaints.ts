import type { BrowserContext } from '@playwright/test';

/**
 * Collects everything that must never happen: requests to another origin, breaches of
 * the content security policy, errors that nobody caught, errors in the console.
 */
export function collectComplaints(context: BrowserContext, origin: string): readonly string[] {
  const complaints: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) {
      complaints.push(`asked another origin: ${url.href}`);
    }
  });
  context.on('weberror', (error) => complaints.push(`not caught: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  return complaints;
}
