-- Does the complete list lack a certificate that is known and not gone?
-- Every known certificate is looked for; the walk reads two indexes and no row.
SELECT EXISTS (
    SELECT 1 FROM certificate AS k
    WHERE k.gone_at IS NULL AND k.status <> 'expected' AND k.id IN (
        SELECT c.id FROM certificate AS c
        WHERE c.module_id = :module AND NOT EXISTS (
            SELECT 1 FROM list_seen AS l
            WHERE l.module_id = c.module_id AND l.number = c.number)))
