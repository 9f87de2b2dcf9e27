-- Which subscription has this reference, or a certificate of this number?
SELECT s.id, s.module_id, s.reference, s.host, s.names, s.folder, s.custody,
    c.number AS current_number, EXISTS (
        SELECT 1 FROM issuance AS i WHERE i.subscription_id = s.id AND i.finished_at IS NULL
    ) AS is_open
FROM subscription AS s LEFT JOIN certificate AS c ON c.id = s.certificate_id
WHERE s.reference = :word OR s.id IN (
    SELECT k.subscription_id FROM certificate AS k
    WHERE k.module_id IN (SELECT id FROM module) AND k.number = :number)
ORDER BY s.reference <> :word, s.id
