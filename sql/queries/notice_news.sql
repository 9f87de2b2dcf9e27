-- Which subscriptions have a certificate in force that nobody was told about?
SELECT s.id, c.id AS certificate_id, c.issued_on
FROM subscription AS s INDEXED BY subscription_unannounced
    JOIN certificate AS c ON c.id = s.certificate_id
WHERE s.announced_id IS NOT s.certificate_id AND s.certificate_id > 0 AND c.status = 'active'
    AND c.replaced_by IS NULL AND c.expires_source = 'observed'
    AND c.issued_on >= s.enrolled_at / 86400
ORDER BY c.expires_on, s.id
