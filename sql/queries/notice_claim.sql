-- Claims a notice; nothing comes back where it was claimed before.
INSERT INTO notice (
    subscription_id, certificate_id, kind, threshold, recipient, message_id, state, channel,
    claimed_at)
VALUES (
    :subscription, :certificate, :kind, :threshold, :recipient, :message_id, 'claimed', :channel,
    :now)
ON CONFLICT DO NOTHING RETURNING id
