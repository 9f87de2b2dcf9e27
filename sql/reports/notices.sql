-- Every notice and what became of it.
-- scans: the report is about all of them.
SELECT s.reference, s.host, n.kind, n.threshold, n.recipient, c.number AS certificate_id, n.state,
    n.channel, n.claimed_at, n.sent_at, n.attempts, n.message_id, n.error
FROM notice AS n
    JOIN subscription AS s ON s.id = n.subscription_id
    JOIN certificate AS c ON c.id = n.certificate_id
ORDER BY n.id
