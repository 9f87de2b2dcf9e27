-- What may be public is known before it is: a run that ends in between leaves nothing behind.
ALTER TABLE validation ADD COLUMN publishing_at INTEGER;
UPDATE validation SET publishing_at = published_at;

DROP INDEX validation_published;
CREATE INDEX validation_public ON validation (issuance_id)
    WHERE publishing_at IS NOT NULL AND removed_at IS NULL;
