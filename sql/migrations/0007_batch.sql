-- What a person asked for out of turn, and the certificates that were revoked.

-- Why, where the person said so, and the rules that were set aside, separated by one blank.
ALTER TABLE issuance ADD COLUMN reason TEXT CHECK (reason IN ('key-compromise', 'names', 'test'));
ALTER TABLE issuance ADD COLUMN overridden TEXT NOT NULL DEFAULT '';

-- When the CA was asked to revoke a certificate, noted before the request goes out, and when it
-- took it: one that was asked for and never taken is looked up by a person.
ALTER TABLE certificate ADD COLUMN revoke_asked_at INTEGER;
ALTER TABLE certificate ADD COLUMN revoked_at INTEGER
    CHECK (revoked_at IS NULL OR revoke_asked_at IS NOT NULL);
