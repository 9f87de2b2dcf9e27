-- Which key has the certificate that is being replaced, and since when, if no other one has it?
SELECT c.version, c.key_hash, (
        SELECT min(i.planned_at) FROM issuance AS i
        WHERE i.subscription_id = c.subscription_id AND i.key_hash = c.key_hash) AS made_at
FROM certificate AS c
WHERE c.module_id = :module AND c.number = :number AND c.subscription_id = :subscription
    AND c.key_place = 'here' AND c.status = 'active'
    AND NOT EXISTS (
        -- The row with our key must be ours alone when an unknown outcome is looked up.
        SELECT 1 FROM certificate AS n
        WHERE n.subscription_id = c.subscription_id AND n.key_hash = c.key_hash
            AND (n.number > c.number OR n.status NOT IN ('active', 'replaced')))
