-- Works and what they grew from. The family tree stands on its own (nodes and lineage),
-- so that deleting a work deletes all of it and its children keep a parent without a name.

CREATE TABLE nodes (
  id text COLLATE "C" PRIMARY KEY
);

CREATE TABLE lineage (
  child_id text COLLATE "C" NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  -- The order of the parents: the two ends of a blend, the tiles of an arithmetic.
  position smallint NOT NULL CHECK (position >= 0),
  parent_id text COLLATE "C" NOT NULL REFERENCES nodes (id),
  PRIMARY KEY (child_id, position),
  CONSTRAINT lineage_parent_once UNIQUE (child_id, parent_id),
  CHECK (child_id <> parent_id)
);
CREATE INDEX lineage_parent ON lineage (parent_id, child_id);

CREATE TABLE works (
  id text COLLATE "C" PRIMARY KEY REFERENCES nodes (id),
  author_id text COLLATE "C" NOT NULL REFERENCES users (id),
  kind text NOT NULL CHECK (kind IN ('point', 'walk', 'arithmetic')),
  -- The link code: everything there is to the work.
  code text COLLATE "C" NOT NULL CHECK (length(code) <= 16000),
  -- The code of the point that pictures it.
  picture_code text COLLATE "C" NOT NULL CHECK (length(picture_code) <= 16000),
  model text COLLATE "C" NOT NULL,
  model_version smallint NOT NULL,
  title text NOT NULL,
  note text NOT NULL,
  -- What is searched, in small plain letters: title and note, and the names of the artists.
  words text NOT NULL,
  names text NOT NULL,
  visibility text NOT NULL CHECK (visibility IN ('private', 'link', 'public')),
  -- Chosen by whoever saves, so that saving the same thing twice keeps it once.
  save_key text COLLATE "C",
  -- Public works that grew from this one.
  children integer NOT NULL DEFAULT 0 CHECK (children >= 0),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  -- When it first became public.
  published_at timestamptz(3),
  -- Taken out of sight by a moderator or by reports.
  hidden_at timestamptz(3),
  CONSTRAINT works_save_key UNIQUE (author_id, save_key),
  CONSTRAINT works_published CHECK (visibility <> 'public' OR published_at IS NOT NULL)
);
CREATE INDEX works_author ON works (author_id, created_at DESC, id DESC);
CREATE INDEX works_newest ON works (published_at DESC, id DESC)
  WHERE visibility = 'public' AND hidden_at IS NULL;
CREATE INDEX works_grown ON works (children DESC, id DESC)
  WHERE visibility = 'public' AND hidden_at IS NULL;
CREATE INDEX works_model ON works (model, published_at DESC, id DESC)
  WHERE visibility = 'public' AND hidden_at IS NULL;
CREATE INDEX works_words ON works USING gin (to_tsvector('simple', words || ' ' || names));

-- The artist mix, in thousandths. Follows from the code.
CREATE TABLE work_classes (
  work_id text COLLATE "C" NOT NULL REFERENCES works (id) ON DELETE CASCADE,
  class_id text COLLATE "C" NOT NULL,
  weight smallint NOT NULL CHECK (weight BETWEEN 1 AND 1000),
  PRIMARY KEY (work_id, class_id)
);
CREATE INDEX work_classes_class ON work_classes (class_id, weight DESC, work_id DESC);

CREATE TABLE stars (
  work_id text COLLATE "C" NOT NULL REFERENCES works (id) ON DELETE CASCADE,
  user_id text COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (work_id, user_id)
);
CREATE INDEX stars_user ON stars (user_id, created_at DESC);

CREATE TABLE reports (
  id text COLLATE "C" PRIMARY KEY,
  work_id text COLLATE "C" NOT NULL REFERENCES works (id) ON DELETE CASCADE,
  -- Nobody when the person has deleted the account; the report still counts.
  reporter_id text COLLATE "C" REFERENCES users (id) ON DELETE SET NULL,
  reason text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  -- When an administrator looked.
  settled_at timestamptz(3),
  CONSTRAINT reports_once UNIQUE (work_id, reporter_id)
);
CREATE INDEX reports_open ON reports (created_at) WHERE settled_at IS NULL;
CREATE INDEX reports_reporter ON reports (reporter_id);
