-- Which version folders may go: replaced, long expired, in no use, and with enough newer ones?
SELECT c.id, c.number, s.id AS subscription_id, s.host, s.folder,
    coalesce(c.version, c.keyless_version) AS version
FROM certificate AS c JOIN subscription AS s ON s.id = c.subscription_id
WHERE coalesce(c.version, c.keyless_version) IS NOT NULL AND c.not_after < :before
    AND c.status = 'replaced' AND s.certificate_id IS NOT c.id
    AND (SELECT count(*) FROM certificate AS n
        WHERE n.subscription_id = c.subscription_id
            AND coalesce(n.version, n.keyless_version) > coalesce(c.version, c.keyless_version)
        ) >= :keep
    AND NOT EXISTS (
        SELECT 1 FROM issuance AS i
        WHERE i.subscription_id = c.subscription_id AND i.finished_at IS NULL
            AND (i.version = coalesce(c.version, c.keyless_version) OR i.old_number = c.number))
    AND NOT EXISTS (
        -- Not deployed any more: on every target a later one took its place.
        SELECT 1 FROM deployment AS d
        WHERE d.certificate_id = c.id AND (d.state = 'pending' OR (
            d.state = 'deployed' AND NOT EXISTS (
                SELECT 1 FROM deployment AS l
                WHERE l.subscription_id = d.subscription_id AND l.target = d.target
                    AND l.state = 'deployed' AND l.deployed_at > d.deployed_at))))
ORDER BY c.not_after, c.id LIMIT :limit
