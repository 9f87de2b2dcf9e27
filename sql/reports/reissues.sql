-- Every issuance: what was asked, what came, what it waits for.
-- scans: the report is about all of them.
SELECT s.reference, s.host, m.name AS module, i.action, i.state, i.old_number AS old_certificate_id,
    i.new_number AS certificate_id, i.method, i.planned_at, i.submitting_at AS submitted_at,
    i.finished_at, c.expires_on AS expiration_date, i.attempts,
    CASE WHEN i.finished_at IS NULL THEN i.next_attempt_at END AS next_attempt_at,
    i.waits_for, i.error
FROM issuance AS i
    JOIN subscription AS s ON s.id = i.subscription_id
    JOIN module AS m ON m.id = s.module_id
    LEFT JOIN certificate AS c ON c.module_id = s.module_id AND c.number = i.new_number
ORDER BY i.id
