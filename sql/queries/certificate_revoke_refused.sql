-- The CA surely did not do it: it may be asked again.
UPDATE certificate SET revoke_asked_at = NULL WHERE id = :certificate AND revoked_at IS NULL
