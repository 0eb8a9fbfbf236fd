import { serveKeeping } from '@/lib/server/account/handle';

/** `POST`: keeps what a device has. */
export { serveKeeping as POST };
