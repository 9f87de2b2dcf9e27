-- Which subscriptions have a host that shows another certificate than the current one?
SELECT DISTINCT s.id
FROM served AS v INDEXED BY served_wrong
    CROSS JOIN subscription AS s ON s.certificate_id = v.certificate_id
    JOIN certificate AS c ON c.id = v.certificate_id
WHERE v.state IN ('old', 'other') AND v.certificate_id > 0 AND c.status = 'active'
    AND c.replaced_by IS NULL
ORDER BY s.id
