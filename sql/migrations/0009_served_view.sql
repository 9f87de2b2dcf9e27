-- Whom to ask about the current certificate of a subscription, and what the answer is held against.
CREATE VIEW served_subject AS
SELECT w.subscription_id, w.targets, w.tries, w.looked_at, w.look_at, s.reference, s.host, s.names,
    s.module_id, c.id AS certificate_id, c.number, c.fingerprint, c.status,
    EXISTS (
        SELECT 1 FROM deployment AS d
        WHERE d.certificate_id = c.id AND d.state = 'deployed'
    ) AND NOT EXISTS (
        SELECT 1 FROM deployment AS d
        WHERE d.certificate_id = c.id AND d.state = 'pending') AS is_deployed,
    EXISTS (
        SELECT 1 FROM served AS v
        WHERE v.certificate_id = c.id AND v.state IN ('old', 'other')) AS is_wrong,
    (SELECT group_concat(o.fingerprint, ' ') FROM certificate AS o
        WHERE o.subscription_id = s.id AND o.id <> c.id) AS earlier
FROM served_watch AS w
    JOIN subscription AS s ON s.id = w.subscription_id
    JOIN certificate AS c ON c.id = s.certificate_id
WHERE c.fingerprint IS NOT NULL;
