-- Keys that customers keep: their requests, and the folders of certificates without a key here.

CREATE TABLE customer_request (
    id INTEGER PRIMARY KEY,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id),
    csr TEXT NOT NULL,
    -- SHA-256 of its public key, hex: a key is taken once.
    key_hash TEXT NOT NULL UNIQUE,
    key_algorithm TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    -- When the CA took it; empty while it is unused.
    used_at INTEGER
) STRICT;

CREATE INDEX customer_request_subscription ON customer_request (subscription_id);
CREATE UNIQUE INDEX customer_request_unused ON customer_request (subscription_id)
    WHERE used_at IS NULL;

-- The version folder of a certificate whose key is not here.
ALTER TABLE certificate ADD COLUMN keyless_version INTEGER
    CHECK (keyless_version IS NULL OR (keyless_version > 0 AND version IS NULL));

-- Whether a key was used before, and what retention may look at.
CREATE INDEX certificate_key ON certificate (key_hash) WHERE key_hash IS NOT NULL;
CREATE INDEX issuance_key ON issuance (key_hash) WHERE key_hash IS NOT NULL;
CREATE INDEX certificate_stored ON certificate (not_after)
    WHERE coalesce(version, keyless_version) IS NOT NULL;
