-- Keeps a row of the account as it is now.
INSERT INTO certificate (id, order_id, status, names, issued_at, not_after, replaced_by, revoked_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    status = excluded.status, names = excluded.names, issued_at = excluded.issued_at,
    not_after = excluded.not_after, replaced_by = excluded.replaced_by,
    revoked_at = excluded.revoked_at;
