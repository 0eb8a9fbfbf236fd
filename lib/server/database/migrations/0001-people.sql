-- People and how they come in. Ids are compared byte by byte (COLLATE "C"), so that an
-- index means the same on every machine and after every update of its locales.

CREATE TABLE users (
  id text COLLATE "C" PRIMARY KEY,
  -- As it arrives from a provider; never shown. What others see is display_name.
  name text,
  email text CHECK (email = lower(email)),
  email_verified timestamptz(3),
  display_name text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT users_email_key UNIQUE (email)
);

-- Tokens of providers are not kept: they are needed for nothing after signing in.
CREATE TABLE accounts (
  provider text COLLATE "C" NOT NULL,
  provider_account_id text COLLATE "C" NOT NULL,
  type text NOT NULL,
  user_id text COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (provider, provider_account_id)
);
CREATE INDEX accounts_user ON accounts (user_id);

-- The token itself is only in the person's cookie: a copy of this table signs nobody in.
CREATE TABLE sessions (
  -- Names the session in the person's own list.
  id text COLLATE "C" PRIMARY KEY,
  token_hash text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  expires timestamptz(3) NOT NULL,
  device text NOT NULL DEFAULT '',
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  seen_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT sessions_token_key UNIQUE (token_hash)
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expires ON sessions (expires);

-- Sign-in links that were sent and not used yet; hashed as well.
CREATE TABLE verification_tokens (
  identifier text COLLATE "C" NOT NULL,
  token_hash text COLLATE "C" NOT NULL,
  expires timestamptz(3) NOT NULL,
  PRIMARY KEY (identifier, token_hash)
);
CREATE INDEX verification_tokens_expires ON verification_tokens (expires);
