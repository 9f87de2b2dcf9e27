-- What waits to be deployed?
-- scans: an index that holds just these rows.
SELECT d.id, d.certificate_id, d.attempts, d.next_attempt_at, d.target, d.error,
    d.subscription_id,
    s.reference, s.host, s.names, s.folder, c.number, c.version, c.expires_on
FROM deployment AS d
    JOIN subscription AS s ON s.id = d.subscription_id
    JOIN certificate AS c ON c.id = d.certificate_id
WHERE d.state = 'pending'
ORDER BY c.expires_on, d.id
