-- Records the certificate that was delivered and is live in the key store.
UPDATE certificate SET status = 'active', issued_on = :issued, expires_on = :expires,
    expires_source = 'observed', not_after = :not_after, fingerprint = :fingerprint,
    key_algorithm = :algorithm, order_number = coalesce(:order, order_number), needs_details = 0,
    seen_at = :now
WHERE id = :certificate
