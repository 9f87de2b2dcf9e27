-- Every certificate with a version folder, and whether its subscription relies on it.
-- scans: the check is about all of them.
SELECT s.reference, s.host, s.folder, coalesce(c.version, c.keyless_version) AS version, c.number,
    c.key_place, c.key_hash, c.fingerprint, c.not_after,
    s.certificate_id IS c.id AND c.status = 'active' AS is_current, EXISTS (
        SELECT 1 FROM task AS t
        WHERE t.cause = 'rolled-back ' || s.id AND t.closed_at IS NULL) AS is_rolled_back
FROM certificate AS c JOIN subscription AS s ON s.id = c.subscription_id
WHERE coalesce(c.version, c.keyless_version) IS NOT NULL
ORDER BY s.id, version
