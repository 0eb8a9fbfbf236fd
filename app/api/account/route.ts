import { serveDeletion, serveRename } from '@/lib/server/account/handle';

/** One's own account: `PATCH` its name, `DELETE` all of it. */
export { serveRename as PATCH, serveDeletion as DELETE };
