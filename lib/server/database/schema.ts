import { sql } from 'drizzle-orm';
import {
  bigint,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  varchar,
} from 'drizzle-orm/pg-core';

import { LINK_KINDS } from '@/lib/latent/link-kinds';

/**
 * The tables as TypeScript sees them. What makes them (and their indexes, checks and
 * references) is the SQL in `migrations/`; a test holds the two against each other.
 */

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const now = (name: string) =>
  time(name)
    .notNull()
    .default(sql`now()`);

export const users = pgTable('users', {
  id: text('id').primaryKey(),
  name: text('name'),
  email: text('email'),
  emailVerified: time('email_verified'),
  displayName: text('display_name'),
  createdAt: now('created_at'),
});

export const accounts = pgTable(
  'accounts',
  {
    provider: text('provider').notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    type: text('type').notNull(),
    userId: text('user_id').notNull(),
    createdAt: now('created_at'),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);

export const sessions = pgTable('sessions', {
  id: text('id').primaryKey(),
  tokenHash: text('token_hash').notNull(),
  userId: text('user_id').notNull(),
  expires: time('expires').notNull(),
  device: text('device').notNull().default(''),
  createdAt: now('created_at'),
  seenAt: now('seen_at'),
});

export const verificationTokens = pgTable(
  'verification_tokens',
  {
    identifier: text('identifier').notNull(),
    tokenHash: text('token_hash').notNull(),
    expires: time('expires').notNull(),
  },
  (table) => [primaryKey({ columns: [table.identifier, table.tokenHash] })],
);

/** The places of the family tree; a place without a work is a parent that was deleted. */
export const nodes = pgTable('nodes', { id: text('id').primaryKey() });

export const lineage = pgTable(
  'lineage',
  {
    childId: text('child_id').notNull(),
    position: smallint('position').notNull(),
    parentId: text('parent_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.childId, table.position] })],
);

export const VISIBILITIES = ['private', 'link', 'public'] as const;

export const works = pgTable('works', {
  id: text('id').primaryKey(),
  authorId: text('author_id').notNull(),
  kind: text('kind', { enum: LINK_KINDS }).notNull(),
  code: text('code').notNull(),
  pictureCode: text('picture_code').notNull(),
  model: text('model').notNull(),
  modelVersion: smallint('model_version').notNull(),
  title: text('title').notNull(),
  note: text('note').notNull(),
  words: text('words').notNull(),
  names: text('names').notNull(),
  visibility: text('visibility', { enum: VISIBILITIES }).notNull(),
  saveKey: text('save_key'),
  children: integer('children').notNull().default(0),
  createdAt: now('created_at'),
  updatedAt: now('updated_at'),
  publishedAt: time('published_at'),
  hiddenAt: time('hidden_at'),
});

export const workClasses = pgTable(
  'work_classes',
  {
    workId: text('work_id').notNull(),
    classId: text('class_id').notNull(),
    /** In thousandths. */
    weight: smallint('weight').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workId, table.classId] })],
);

export const stars = pgTable(
  'stars',
  {
    workId: text('work_id').notNull(),
    userId: text('user_id').notNull(),
    createdAt: now('created_at'),
  },
  (table) => [primaryKey({ columns: [table.workId, table.userId] })],
);

export const reports = pgTable('reports', {
  id: text('id').primaryKey(),
  workId: text('work_id').notNull(),
  reporterId: text('reporter_id'),
  reason: text('reason').notNull(),
  createdAt: now('created_at'),
  settledAt: time('settled_at'),
});

/** Works that were taken out of sight: their authors cannot keep the same anew to undo it. */
export const hiddenCodes = pgTable(
  'hidden_codes',
  {
    authorId: text('author_id').notNull(),
    codeHash: text('code_hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.authorId, table.codeHash] })],
);

export const shortLinks = pgTable('short_links', {
  slug: text('slug').primaryKey(),
  kind: text('kind', { enum: LINK_KINDS }).notNull(),
  code: text('code').notNull(),
  codeHash: text('code_hash').notNull(),
  ownerId: text('owner_id'),
  createdAt: now('created_at'),
});

export const rateLimits = pgTable('rate_limits', {
  key: varchar('key', { length: 255 }).primaryKey(),
  points: integer('points').notNull().default(0),
  expire: bigint('expire', { mode: 'number' }),
});
