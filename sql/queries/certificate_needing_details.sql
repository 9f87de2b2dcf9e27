-- Whose details have to be read, most pressing first?
SELECT c.id, c.number, c.subscription_id, c.key_place, s.folder, s.names
FROM certificate AS c JOIN subscription AS s ON s.id = c.subscription_id
WHERE c.module_id = :module AND c.needs_details = 1 AND c.subscription_id IS NOT NULL
    AND c.status NOT IN ('newpurchase', 'newrenewal', 'expected')
    AND c.unseen_at IS NULL
ORDER BY c.expires_on LIMIT :limit
