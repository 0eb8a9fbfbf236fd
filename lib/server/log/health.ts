import { sql } from 'drizzle-orm';

import { toSfumatoError } from '@/lib/errors';

import { withDatabase } from '../database/server';
import { log } from './logger';
import { isEnding } from './shutdown';

/** A database that says nothing for so long is away, as far as traffic is concerned. */
const PATIENCE_MS = 3_000;

const PLAIN = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };

/** `GET /healthz`: the process is alive. Starting it again would mend nothing that is not this. */
export function serveHealth(): Response {
  return new Response('ok\n', { headers: PLAIN });
}

/** `GET /readyz`: requests may be sent here: it is not about to end, and its database answers. */
export async function serveReadiness(): Promise<Response> {
  const reason = isEnding() ? 'ending' : (await isDatabaseThere()) ? undefined : 'no database';
  return reason === undefined
    ? new Response('ready\n', { headers: PLAIN })
    : new Response(`${reason}\n`, { status: 503, headers: { ...PLAIN, 'Retry-After': '5' } });
}

async function isDatabaseThere(): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const given = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const asked = withDatabase((db) => db.execute(sql`SELECT 1`)).then(
    () => true,
    (thrown: unknown) => {
      log().warn({ event: 'not-ready', err: toSfumatoError(thrown) });
      return false;
    },
  );
  try {
    return await Promise.race([asked, given]);
  } finally {
    clearTimeout(timer);
  }
}
