-- Notes that the CA is about to be asked to revoke a certificate; once.
UPDATE certificate SET revoke_asked_at = :now WHERE id = :certificate AND revoke_asked_at IS NULL
