import { serveExport } from '@/lib/server/account/handle';

/** `GET`: everything that is kept of a person, as a ZIP. */
export { serveExport as GET };
