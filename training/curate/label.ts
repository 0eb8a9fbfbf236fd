/** Fills what a collection does not say with what a classifier thinks, and says so. */
import { genreSlug, styleSlug } from '../data/spellings';
import type { ReadTable, Table } from '../data/table';
import type { Judgement } from './judgement';

/** The columns that can be filled, and where a classifier's answer stands. */
const KINDS = [
  { column: 'style', answers: 'styles', slug: styleSlug },
  { column: 'genre', answers: 'genres', slug: genreSlug },
] as const;
/** Beside a filled label: how probable it is; empty beside one that was given. */
const probabilityColumn = (column: string) => `${column}_probability`;

export interface LabelledTable {
  readonly table: Table;
  /** Of each column: given, filled, and left empty because the classifier was not sure. */
  readonly counts: Readonly<Record<string, { given: number; filled: number; unsure: number }>>;
}

/** Ids of the classes that a classifier knows, by column. */
export type KnownLabels = Readonly<Record<(typeof KINDS)[number]['column'], ReadonlySet<string>>>;

type Row = Readonly<Record<string, string>>;

/**
 * Whether a label may be filled: it is empty, or was filled before. What is written there has
 * then the form of a class; anything else somebody has put in its place.
 */
function isOpen(row: Row, { column, slug }: (typeof KINDS)[number], known: KnownLabels): boolean {
  const label = row[column] ?? '';
  const wasFilled = (row[probabilityColumn(column)] ?? '') !== '' && known[column].has(label);
  return slug(label) === '' || wasFilled;
}

/**
 * A label that is given stays, letter for letter. One that was filled before is filled anew,
 * as another model may know better.
 * @param minimum probability under which a label stays empty, 0..1.
 */
export function fillLabels(
  { columns, rows }: Pick<ReadTable, 'columns' | 'rows'>,
  judgementOf: (id: string) => Judgement | undefined,
  { minimum, known }: { readonly minimum: number; readonly known: KnownLabels },
): LabelledTable {
  const counts: Record<string, { given: number; filled: number; unsure: number }> = {};
  for (const { column } of KINDS) counts[column] = { given: 0, filled: 0, unsure: 0 };
  const filled = rows.map((row) => {
    const next = { ...row };
    for (const kind of KINDS) {
      const { column, answers } = kind;
      const count = counts[column]!;
      const beside = probabilityColumn(column);
      if (!isOpen(row, kind, known)) {
        count.given++;
        // What somebody corrected is hers from now on.
        if ((row[beside] ?? '') !== '') next[beside] = '';
        continue;
      }
      const [id, probability] = judgementOf(row['id'] ?? '')?.[answers][0] ?? ['', 0];
      const sure = probability >= minimum && id !== '';
      next[column] = sure ? id : '';
      next[beside] = sure ? probability.toFixed(3) : '';
      if (sure) count.filled++;
      else count.unsure++;
    }
    return next;
  });
  const added = KINDS.flatMap(({ column }) => [column, probabilityColumn(column)]).filter(
    (name) => !columns.includes(name),
  );
  return { table: { columns: [...columns, ...added], rows: filled }, counts };
}

/** Whether a row lacks a label, so that the classifier need be asked. */
export function lacksLabel(row: Row, known: KnownLabels): boolean {
  return KINDS.some((kind) => isOpen(row, kind, known));
}
