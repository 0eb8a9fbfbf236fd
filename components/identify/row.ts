/** An entry as it is kept on this device, and back. */
import type { Answered, Entry } from './entry';
import type { ResultRow } from './storage';

/** For rows that were written while the nearest works were still being looked for. */
const NOT_YET_FOUND = 'The page was closed before they were found.';

export async function rowOf(entry: Answered): Promise<ResultRow> {
  const { id, at, name, width = 0, height = 0, copy, identification } = entry;
  const { notes, pointCode, works, worksMessage } = entry;
  return {
    ...{ id, at, name, width, height, identification, notes },
    ...(pointCode !== undefined && { pointCode }),
    ...(works && { works }),
    ...(worksMessage !== undefined && { worksMessage }),
    copy: await copy.arrayBuffer(),
  };
}

/** @param urls gives the copy its address within this page. */
export function entryOf(row: ResultRow, urls: Pick<typeof URL, 'createObjectURL'>): Entry {
  const { copy: bytes, notes = [], ...rest } = row;
  const copy = new Blob([bytes], { type: 'image/jpeg' });
  const worksMessage = row.worksMessage ?? (row.works ? undefined : NOT_YET_FOUND);
  return {
    ...rest,
    ...(worksMessage !== undefined && { worksMessage }),
    ...{ phase: 'done', notes, copy, url: urls.createObjectURL(copy) },
  };
}
