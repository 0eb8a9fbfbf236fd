import { resolve } from 'node:path';

import { SfumatoError } from '@/lib/errors';

/** Where works are kept. */
export type DatabaseSettings =
  | { readonly kind: 'postgres'; readonly url: string }
  /** PGlite, in a folder of its own inside the data folder. */
  | { readonly kind: 'embedded'; readonly folder: string };

/** The data folder when nobody names one: beside the app, not in version control. */
const DEFAULT_FOLDER = '.data';

/**
 * Reads `DATABASE_URL` and `SFUMATO_DATA`. Empty counts as missing.
 * @param base what a relative folder is relative to
 * @throws SfumatoError `invalid-input` for a `DATABASE_URL` that is not PostgreSQL's. The
 * address itself is not repeated: it may hold a password.
 */
export function databaseSettings(
  environment: Readonly<Record<string, string | undefined>>,
  base: string,
): DatabaseSettings {
  const url = environment['DATABASE_URL']?.trim();
  if (url) {
    if (!/^postgres(ql)?:\/\//i.test(url) || !URL.canParse(url)) {
      throw new SfumatoError(
        'invalid-input',
        'DATABASE_URL must read postgres://user:password@host:5432/database. Leave it out to use the embedded database.',
      );
    }
    return { kind: 'postgres', url };
  }
  const folder = environment['SFUMATO_DATA']?.trim();
  return { kind: 'embedded', folder: resolve(base, folder ? folder : DEFAULT_FOLDER) };
}
