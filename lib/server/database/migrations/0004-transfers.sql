-- Styles to paint in can be kept and have short links, too.

ALTER TABLE works DROP CONSTRAINT works_kind_check;
ALTER TABLE works ADD CONSTRAINT works_kind_check
  CHECK (kind IN ('point', 'walk', 'arithmetic', 'transfer'));

ALTER TABLE short_links DROP CONSTRAINT short_links_kind_check;
ALTER TABLE short_links ADD CONSTRAINT short_links_kind_check
  CHECK (kind IN ('point', 'walk', 'arithmetic', 'transfer'));
