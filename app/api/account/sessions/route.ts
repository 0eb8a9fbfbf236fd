import { serveSignOutEverywhere } from '@/lib/server/account/handle';

/** `DELETE`: signs out everywhere. */
export { serveSignOutEverywhere as DELETE };
