-- Which tasks that a person closed still have their cause, as far as the ledger itself can tell?
SELECT t.id, t.cause, t.text, t.module_id, t.subscription_id FROM task AS t
WHERE t.is_unverified = 1 AND t.id > 0 AND CASE
    WHEN t.cause GLOB 'issuance *' OR t.cause GLOB 'waiting *' THEN EXISTS (
        SELECT 1 FROM issuance AS i
        WHERE i.id = CAST(substr(t.cause, instr(t.cause, ' ') + 1) AS INTEGER)
            AND i.finished_at IS NULL)
    WHEN t.cause GLOB 'removal *' THEN EXISTS (
        SELECT 1 FROM validation AS v
        WHERE v.id = CAST(substr(t.cause, instr(t.cause, ' ') + 1) AS INTEGER)
            AND v.publishing_at IS NOT NULL AND v.removed_at IS NULL)
    WHEN t.cause GLOB 'refused *' THEN 'failed' IS (
        SELECT i.state FROM issuance AS i WHERE i.subscription_id = t.subscription_id
        ORDER BY i.id DESC LIMIT 1)
    WHEN t.cause GLOB 'gone *' THEN EXISTS (
        SELECT 1 FROM certificate AS c JOIN module AS m ON m.id = c.module_id
        WHERE c.module_id = t.module_id AND c.unseen_at IS NOT NULL AND c.gone_at IS NOT NULL
            AND t.cause = 'gone ' || m.name || ' ' || c.number)
    ELSE 0 END
ORDER BY t.id
