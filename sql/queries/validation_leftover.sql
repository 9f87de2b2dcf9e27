-- Which published tokens of finished issuances are still to be removed?
-- scans: an index that holds just the tokens that are published.
SELECT v.*, i.subscription_id, s.module_id, s.reference, s.names
FROM validation AS v INDEXED BY validation_published
    JOIN issuance AS i ON i.id = v.issuance_id
    JOIN subscription AS s ON s.id = i.subscription_id
WHERE v.published_at IS NOT NULL AND v.removed_at IS NULL AND i.finished_at IS NOT NULL
ORDER BY v.id LIMIT :limit
