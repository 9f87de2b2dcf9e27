-- Which certificates of a subscription have a version folder, the newest first?
SELECT c.id, c.number,
    CASE WHEN c.revoked_at IS NULL THEN c.status ELSE 'revoked' END AS status, c.not_after, c.expires_on, c.key_place, m.is_sandbox,
    coalesce(c.version, c.keyless_version) AS version
FROM certificate AS c JOIN module AS m ON m.id = c.module_id
WHERE c.subscription_id = :subscription AND coalesce(c.version, c.keyless_version) IS NOT NULL
ORDER BY coalesce(c.version, c.keyless_version) DESC
