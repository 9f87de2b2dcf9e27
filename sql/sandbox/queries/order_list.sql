-- Every order, in the order of purchase.
-- scans: the whole world is read at the start.
SELECT id, product, years, purchased_at, starts_at, ends_at, follows_id, sans_count, organisation, mail,
    transaction_number, charged, activate_before
FROM paid_order
ORDER BY id;
