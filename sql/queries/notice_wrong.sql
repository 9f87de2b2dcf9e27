-- Which hosts show another certificate than the current one of their subscription?
SELECT s.id, v.certificate_id, v.target, v.state, v.looked_at
FROM served AS v INDEXED BY served_wrong
    JOIN subscription AS s ON s.certificate_id = v.certificate_id
    JOIN certificate AS c ON c.id = v.certificate_id
WHERE v.state IN ('old', 'other') AND v.certificate_id > 0 AND c.status = 'active'
    AND c.replaced_by IS NULL
ORDER BY v.certificate_id, v.target
