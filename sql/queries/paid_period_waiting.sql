-- Which orders wait to be activated is what the list says of their first certificate.
UPDATE paid_period SET is_waiting = (
    SELECT c.status IN ('newpurchase', 'newrenewal') FROM certificate AS c
    WHERE c.module_id = :module AND c.number = paid_period.first_number)
WHERE id IN (
    SELECT c.paid_period_id FROM certificate AS c
        JOIN list_change AS l ON l.module_id = c.module_id AND l.number = c.number
    WHERE l.module_id = :module AND c.paid_period_id IS NOT NULL)
    AND first_number IN (SELECT number FROM list_change WHERE module_id = :module)
