-- Records a certificate that somebody named and the CA has not shown yet.
INSERT INTO certificate (
    module_id, number, subscription_id, paid_period_id, status, host, issued_on, expires_on,
    expires_source)
VALUES (
    :module, :number, :subscription, :period, 'expected', :host, :issued, :expires,
    CASE WHEN :expires IS NULL THEN NULL ELSE 'estimated' END)
ON CONFLICT (module_id, number) DO UPDATE SET subscription_id = excluded.subscription_id,
    paid_period_id = excluded.paid_period_id, needs_details = 1,
    issued_on = coalesce(certificate.issued_on, excluded.issued_on),
    expires_source = CASE
        WHEN certificate.expires_on IS NULL THEN excluded.expires_source
        ELSE certificate.expires_source END,
    expires_on = coalesce(certificate.expires_on, excluded.expires_on)
WHERE certificate.subscription_id IS NULL
    OR certificate.subscription_id = excluded.subscription_id
RETURNING id
