-- Every version folder that the ledger knows, with what came of it.
-- scans: the list is about all of them.
SELECT s.reference, s.host, s.folder, coalesce(c.version, c.keyless_version) AS version,
    c.number, c.status, c.expires_on, c.key_place AS place
FROM certificate AS c JOIN subscription AS s ON s.id = c.subscription_id
WHERE coalesce(c.version, c.keyless_version) IS NOT NULL
UNION ALL
SELECT s.reference, s.host, s.folder, i.version, NULL,
    CASE WHEN i.finished_at IS NULL THEN 'under-way' ELSE 'never-issued' END, NULL, s.custody
FROM issuance AS i JOIN subscription AS s ON s.id = i.subscription_id
WHERE i.version IS NOT NULL AND i.state <> 'stored' AND NOT EXISTS (
    SELECT 1 FROM certificate AS c WHERE c.subscription_id = i.subscription_id
        AND coalesce(c.version, c.keyless_version) = i.version)
ORDER BY reference, version
