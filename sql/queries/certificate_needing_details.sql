-- Whose details have to be read, most pressing first?
SELECT c.id, c.number, c.subscription_id FROM certificate AS c
WHERE c.module_id = :module AND c.needs_details = 1 AND c.subscription_id IS NOT NULL
    AND c.status NOT IN ('newpurchase', 'newrenewal', 'expected')
    AND c.unseen_at IS NULL
ORDER BY c.expires_on LIMIT :limit
