import { serveMetrics } from '@/lib/server/log/metrics';

/** Asked each time, never answered at build time. */
export const dynamic = 'force-dynamic';

export { serveMetrics as GET };
