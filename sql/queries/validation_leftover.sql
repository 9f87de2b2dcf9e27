-- Which tokens of finished issuances may be public and are still to be removed?
-- scans: an index that holds just the tokens that may be public.
SELECT v.*, i.subscription_id, s.module_id, s.reference, s.names
FROM validation AS v INDEXED BY validation_public
    JOIN issuance AS i ON i.id = v.issuance_id
    JOIN subscription AS s ON s.id = i.subscription_id
WHERE v.publishing_at IS NOT NULL AND v.removed_at IS NULL AND i.finished_at IS NOT NULL
    AND (v.removal_at IS NULL OR v.removal_at <= :due)
ORDER BY v.id LIMIT :limit
