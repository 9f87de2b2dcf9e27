-- Keeps a token before it is published; one that comes again is as public as it was.
INSERT INTO validation (issuance_id, name, method, record_name, record_value)
VALUES (:issuance, :name, :method, :record_name, :record_value)
ON CONFLICT (issuance_id, name, record_name, record_value) DO UPDATE SET
    publishing_at = CASE WHEN removed_at IS NULL THEN publishing_at END,
    published_at = CASE WHEN removed_at IS NULL THEN published_at END,
    seen_at = CASE WHEN removed_at IS NULL THEN seen_at END, removed_at = NULL, replaced_at = NULL,
    removal_failures = 0, removal_at = NULL, left_at = NULL
