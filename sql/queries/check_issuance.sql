-- Every unfinished issuance, with whether the ledger has the certificates it names.
-- scans: the open ones alone, by their index.
SELECT s.reference, s.host, s.folder, s.custody, i.state, i.version, i.key_hash, i.old_number,
    i.new_number, EXISTS (
        SELECT 1 FROM certificate AS c
        WHERE c.module_id = s.module_id AND c.number = i.old_number
            AND c.subscription_id = s.id) AS has_old,
    i.new_number IS NULL OR EXISTS (
        SELECT 1 FROM certificate AS c
        WHERE c.module_id = s.module_id AND c.number = i.new_number
            AND c.subscription_id = s.id) AS has_new
FROM issuance AS i JOIN subscription AS s ON s.id = i.subscription_id
WHERE i.finished_at IS NULL
ORDER BY s.id
