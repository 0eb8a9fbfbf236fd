-- Short names for long links. Without an owner they belong to nobody and stay.

CREATE TABLE short_links (
  slug text COLLATE "C" PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('point', 'walk', 'arithmetic')),
  code text COLLATE "C" NOT NULL CHECK (length(code) <= 16000),
  -- SHA-256 of the code: codes are too long for an index.
  code_hash text COLLATE "C" NOT NULL,
  owner_id text COLLATE "C" REFERENCES users (id) ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT short_links_once UNIQUE NULLS NOT DISTINCT (code_hash, owner_id)
);
CREATE INDEX short_links_owner ON short_links (owner_id) WHERE owner_id IS NOT NULL;

-- Counters of limits that several processes share (columns as rate-limiter-flexible wants
-- them). Unlogged: they may be lost in a crash, and cost no write-ahead log.
CREATE UNLOGGED TABLE rate_limits (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);
CREATE INDEX rate_limits_expire ON rate_limits (expire);
