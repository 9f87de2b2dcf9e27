-- Which open tasks have lost their cause, as far as the ledger itself can tell?
SELECT t.cause FROM task AS t
WHERE t.closed_at IS NULL AND t.cause >= '' AND CASE
    WHEN t.cause GLOB 'issuance *' OR t.cause GLOB 'waiting *' OR t.cause GLOB 'unseen *'
    THEN NOT EXISTS (
        SELECT 1 FROM issuance AS i
        WHERE i.id = CAST(substr(t.cause, instr(t.cause, ' ') + 1) AS INTEGER)
            AND i.finished_at IS NULL)
    WHEN t.cause GLOB 'removal *' OR t.cause GLOB 'unremoved *' THEN NOT EXISTS (
        SELECT 1 FROM validation AS v
        WHERE v.id = CAST(substr(t.cause, instr(t.cause, ' ') + 1) AS INTEGER)
            AND v.publishing_at IS NOT NULL AND v.removed_at IS NULL)
    WHEN t.cause GLOB 'refused *' THEN 'stored' IS (
        SELECT i.state FROM issuance AS i WHERE i.subscription_id = t.subscription_id
        ORDER BY i.id DESC LIMIT 1) OR EXISTS (
        SELECT 1 FROM subscription AS s JOIN certificate AS c ON c.id = s.certificate_id
        WHERE s.id = t.subscription_id AND c.issued_on * 86400 > t.opened_at)
    WHEN t.cause GLOB 'gone *' THEN NOT EXISTS (
        SELECT 1 FROM certificate AS c JOIN module AS m ON m.id = c.module_id
        WHERE c.module_id = t.module_id AND c.unseen_at IS NOT NULL AND c.gone_at IS NOT NULL
            AND t.cause = 'gone ' || m.name || ' ' || c.number)
    ELSE 0 END
ORDER BY t.cause
