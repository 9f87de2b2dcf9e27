-- Closes the tasks about paid orders that are somebody's now, activated, or not there any more.
UPDATE task SET closed_at = :now
WHERE closed_at IS NULL AND cause >= 'unowned ' AND cause < 'unowned!' AND NOT EXISTS (
    SELECT 1 FROM module AS m JOIN certificate AS c ON c.module_id = m.id AND c.number = CAST(
        substr(task.cause, length(m.name) + length('unowned  ') + 1) AS INTEGER)
    WHERE m.id = task.module_id AND c.subscription_id IS NULL AND c.gone_at IS NULL
        AND c.status IN ('newpurchase', 'newrenewal'))
