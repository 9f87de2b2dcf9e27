-- Every row of the account, in the order of their ids.
-- scans: the whole world is read at the start.
SELECT id, order_id, status, names, issued_at, not_after, replaced_by, revoked_at
FROM certificate
ORDER BY id;
