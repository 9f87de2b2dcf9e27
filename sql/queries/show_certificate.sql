-- Which certificates did a subscription have, the current one first?
SELECT c.number AS certificate_id, s.certificate_id IS c.id AS is_current, c.status, c.issued_on,
    c.expires_on, c.expires_source, c.replaced_by, c.key_place,
    coalesce(c.version, c.keyless_version) AS version
FROM certificate AS c JOIN subscription AS s ON s.id = c.subscription_id
WHERE c.subscription_id = :subscription
ORDER BY is_current DESC, c.number DESC
