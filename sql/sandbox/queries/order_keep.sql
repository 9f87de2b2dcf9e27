-- Keeps an order as it is now.
INSERT INTO paid_order (
    id, product, years, purchased_at, starts_at, ends_at, follows_id, sans_count, organisation, mail,
    transaction_number, charged, activate_before)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    starts_at = excluded.starts_at, ends_at = excluded.ends_at, follows_id = excluded.follows_id,
    sans_count = excluded.sans_count, organisation = excluded.organisation, mail = excluded.mail,
    transaction_number = excluded.transaction_number, charged = excluded.charged,
    activate_before = excluded.activate_before;
