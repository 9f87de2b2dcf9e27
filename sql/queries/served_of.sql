-- What did the targets of a certificate show?
SELECT id, target, state, looked_at, served_at FROM served WHERE certificate_id = :certificate
ORDER BY target
