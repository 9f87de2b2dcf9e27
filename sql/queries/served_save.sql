-- Records what a target showed.
INSERT INTO served (
    subscription_id, certificate_id, target, state, detail, looked_at, served_at)
VALUES (
    :subscription, :certificate, :target, :state, :detail, :now,
    CASE WHEN :state = 'served' THEN :now END)
ON CONFLICT (certificate_id, target) DO UPDATE SET state = excluded.state,
    detail = excluded.detail, looked_at = excluded.looked_at,
    served_at = coalesce(excluded.served_at, served_at)
