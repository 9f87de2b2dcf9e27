-- Records the certificate that a reissue or activation announced.
INSERT INTO certificate (
    module_id, number, subscription_id, paid_period_id, status, host, product, key_hash,
    key_place, version, keyless_version, needs_details, seen_at)
VALUES (
    :module, :number, :subscription, :period, 'purchased', :host, :product, :key_hash, :place,
    :version, :keyless_version, 0, :now)
ON CONFLICT (module_id, number) DO UPDATE SET subscription_id = excluded.subscription_id,
    paid_period_id = excluded.paid_period_id, key_hash = excluded.key_hash,
    key_place = excluded.key_place, version = excluded.version,
    keyless_version = excluded.keyless_version, status = 'purchased', needs_details = 0,
    seen_at = excluded.seen_at
WHERE certificate.subscription_id IS NULL
    OR certificate.subscription_id = excluded.subscription_id
RETURNING id
