-- Records what the details of a certificate say.
UPDATE certificate SET status = :status, order_number = :order,
    issued_on = coalesce(:issued, issued_on),
    expires_source = CASE WHEN :expires IS NULL THEN expires_source ELSE :source END,
    expires_on = coalesce(:expires, expires_on),
    not_after = coalesce(:not_after, not_after), fingerprint = coalesce(:fingerprint, fingerprint),
    key_hash = coalesce(:key_hash, key_hash), key_algorithm = coalesce(:algorithm, key_algorithm),
    key_place = CASE
        WHEN :version IS NOT NULL THEN 'here'
        WHEN :keyless IS NOT NULL THEN 'customer'
        WHEN key_place = 'unknown' AND :key_hash IS NOT NULL THEN 'elsewhere'
        ELSE key_place END,
    version = coalesce(:version, version),
    keyless_version = CASE WHEN :version IS NULL THEN coalesce(:keyless, keyless_version) END,
    replaced_by = nullif(:replaced_by, number),
    needs_details = (coalesce(:version, :keyless) IS NOT NULL),
    administrator_mail = coalesce(:mail, administrator_mail), seen_at = :now
WHERE id = :certificate
