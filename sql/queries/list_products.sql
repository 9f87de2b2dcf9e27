-- Subscriptions whose product the list names otherwise than the ledger.
SELECT s.id, c.product FROM list_change AS l
    JOIN certificate AS c ON c.module_id = l.module_id AND c.number = l.number
    JOIN subscription AS s ON s.certificate_id = c.id
WHERE l.module_id = :module AND c.product <> '' AND c.product <> s.product
