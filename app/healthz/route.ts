import { serveHealth } from '@/lib/server/log/health';

/** Asked each time, never answered at build time. */
export const dynamic = 'force-dynamic';

export { serveHealth as GET };
