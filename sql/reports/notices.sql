-- Every notice and what became of it.
-- scans: the report is about all of them.
SELECT s.reference, s.host, n.kind, n.threshold, n.recipient, c.number AS certificate_id, n.state,
    n.channel, n.claimed_at, n.sent_at, n.attempts, n.message_id, n.error, n.topic, n.audience,
    m.name AS module, n.handing_at, n.next_attempt_at, n.receipt
FROM notice AS n
    LEFT JOIN subscription AS s ON s.id = n.subscription_id
    LEFT JOIN certificate AS c ON c.id = n.certificate_id
    LEFT JOIN module AS m ON m.id = n.module_id
ORDER BY n.id
