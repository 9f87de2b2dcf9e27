-- Which certificate does a subscription rely on?
SELECT c.id, c.number, c.status, c.replaced_by, c.expires_on
FROM subscription AS s JOIN certificate AS c ON c.id = s.certificate_id
WHERE s.id = :subscription
