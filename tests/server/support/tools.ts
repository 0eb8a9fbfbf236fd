import type { Database } from '@/lib/server/database/database';
import type { NewWork } from '@/lib/server/works/input';
import type { Author } from '@/lib/server/works/save';

/** People that every test finds there. */
export const ann: Author = { personId: 'ann' };
export const ben: Author = { personId: 'ben' };

export interface Tools {
  readonly db: () => Database;
  /** Keeps a public work of another picture each time, unless told otherwise. @returns its id */
  readonly save: (author: Author, input?: Partial<NewWork>) => Promise<string>;
}
