-- Where is the current certificate of a subscription deployed, and where does it wait?
SELECT d.target, d.state, d.attempts, d.next_attempt_at, d.deployed_at, d.error
FROM deployment AS d JOIN subscription AS s ON s.certificate_id = d.certificate_id
WHERE s.id = :subscription ORDER BY d.target
