-- What was published and seen in public, and how each name of a subscription is to be proved.

-- A change of the method brings other values for the same record: what is replaced is kept until it
-- is removed from public, and so the value belongs to what makes a token one of its kind.
CREATE TABLE validation_kept (
    id INTEGER PRIMARY KEY,
    issuance_id INTEGER NOT NULL REFERENCES issuance (id),
    name TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('cname', 'file')),
    -- The owner name and target of the record, or the name and content of the file.
    record_name TEXT NOT NULL,
    record_value TEXT NOT NULL,
    published_at INTEGER,
    removed_at INTEGER,
    -- When it was seen where the CA looks.
    seen_at INTEGER,
    -- When the CA gave others in its place.
    replaced_at INTEGER,
    UNIQUE (issuance_id, name, record_name, record_value)
) STRICT;

INSERT INTO validation_kept (
    id, issuance_id, name, method, record_name, record_value, published_at, removed_at)
SELECT id, issuance_id, name, method, record_name, record_value, published_at, removed_at
FROM validation;

DROP TABLE validation;

ALTER TABLE validation_kept RENAME TO validation;

CREATE INDEX validation_published ON validation (issuance_id)
    WHERE published_at IS NOT NULL AND removed_at IS NULL;

-- Beside the method of all names: `approver=ADDRESS` and `NAME=METHOD` for those that differ,
-- separated by one blank.
ALTER TABLE subscription ADD COLUMN choices TEXT NOT NULL DEFAULT '';

-- What the CA was told; what the subscription wanted when it was told so, method and choices; and
-- the methods that this issuance has given up.
ALTER TABLE issuance ADD COLUMN choices TEXT NOT NULL DEFAULT '';
ALTER TABLE issuance ADD COLUMN followed TEXT NOT NULL DEFAULT '';
ALTER TABLE issuance ADD COLUMN given_up TEXT NOT NULL DEFAULT '';
UPDATE issuance SET followed = method;
