-- Which current certificates have a follower that is active and not in our own hands?
SELECT s.id AS subscription_id, f.id AS follower_id, f.number, f.key_place
FROM subscription AS s
    JOIN certificate AS c ON c.id = s.certificate_id
    JOIN certificate AS f ON f.module_id = c.module_id AND f.number = c.replaced_by
WHERE s.id = :subscription AND f.status = 'active' AND f.subscription_id = s.id
    AND NOT EXISTS (
        SELECT 1 FROM issuance AS i
        WHERE i.subscription_id = s.id AND i.finished_at IS NULL AND i.new_number = f.number)
