-- The CA took the request to revoke a certificate.
UPDATE certificate SET revoked_at = :now WHERE id = :certificate
