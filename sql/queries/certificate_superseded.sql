-- Which follower of the current certificate, near or far, is active and not in our own hands?
-- scans: the chain of followers of one subscription, each once, even where it is a circle.
WITH RECURSIVE chain (id) AS (
    SELECT certificate_id FROM subscription WHERE id = :subscription
    UNION
    SELECT f.id
    FROM chain
        JOIN certificate AS c ON c.id = chain.id
        JOIN certificate AS f ON f.module_id = c.module_id AND f.number = c.replaced_by
)
SELECT s.id AS subscription_id, f.id AS follower_id, f.number, f.key_place
FROM subscription AS s
    CROSS JOIN chain
    JOIN certificate AS f ON f.id = chain.id
WHERE s.id = :subscription AND f.id <> s.certificate_id AND f.status = 'active'
    AND f.subscription_id = s.id
    AND NOT EXISTS (
        SELECT 1 FROM issuance AS i
        WHERE i.subscription_id = s.id AND i.finished_at IS NULL AND i.new_number = f.number)
ORDER BY f.number LIMIT 1
