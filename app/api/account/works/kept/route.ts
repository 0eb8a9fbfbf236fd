import { serveKept } from '@/lib/server/account/handle';

/** `POST`: which of a device's works are in the account. */
export { serveKept as POST };
