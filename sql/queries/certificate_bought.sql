-- Records the row that an order made in the account.
INSERT INTO certificate (
    module_id, number, subscription_id, paid_period_id, status, host, product, years,
    purchased_on, order_number, issued_on, expires_on, expires_source, needs_details, seen_at)
VALUES (
    :module, :number, :subscription, :period, :status, :host, :product, :years, :today, :order,
    :issued, :expires, CASE WHEN :expires IS NULL THEN NULL ELSE 'estimated' END, 0, :now)
ON CONFLICT (module_id, number) DO UPDATE SET subscription_id = excluded.subscription_id,
    paid_period_id = excluded.paid_period_id, host = excluded.host, product = excluded.product,
    years = excluded.years, order_number = coalesce(excluded.order_number, order_number),
    issued_on = coalesce(certificate.issued_on, excluded.issued_on),
    expires_source = CASE
        WHEN certificate.expires_on IS NULL THEN excluded.expires_source
        ELSE certificate.expires_source END,
    expires_on = coalesce(certificate.expires_on, excluded.expires_on), needs_details = 1
WHERE certificate.subscription_id IS NULL
RETURNING id
