-- The version folder of a certificate is gone, and its key with it.
UPDATE certificate SET version = NULL, keyless_version = NULL,
    key_place = CASE WHEN key_place = 'here' THEN 'unknown' ELSE key_place END
WHERE id = :certificate
