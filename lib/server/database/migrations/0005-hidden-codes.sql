-- What was taken out of sight stays there when its author keeps the same anew, also after
-- deleting it. Of the work nothing is kept for that but a hash.

CREATE TABLE hidden_codes (
  author_id text COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- SHA-256 of the code, in base64url as in short_links.
  code_hash text COLLATE "C" NOT NULL,
  PRIMARY KEY (author_id, code_hash)
);

INSERT INTO hidden_codes
SELECT DISTINCT author_id,
  translate(rtrim(encode(sha256(convert_to(code, 'UTF8')), 'base64'), '='), '+/', '-_')
FROM works WHERE hidden_at IS NOT NULL;
