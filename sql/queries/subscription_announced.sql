-- The coming of a certificate is old news.
UPDATE subscription SET announced_id = :certificate
WHERE id = :subscription AND certificate_id = :certificate
