-- What did the hosts of a subscription show at the last look?
SELECT v.target, v.state, v.detail, v.looked_at, v.served_at
FROM served AS v JOIN subscription AS s ON s.certificate_id = v.certificate_id
WHERE s.id = :subscription ORDER BY v.target
