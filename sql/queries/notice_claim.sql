-- Takes a notice up, to be handed over or overtaken at once; one whose cause
-- was gone and is back goes out after all, and what is not known of it stays so. Nothing comes
-- back where it is known otherwise.
INSERT INTO notice (
    kind, topic, threshold, recipient, audience, subscription_id, certificate_id, module_id,
    message_id, state, claimed_at)
VALUES (
    :kind, :topic, :threshold, :recipient, :audience, :subscription, :certificate, :module,
    :message_id, :state, :now)
ON CONFLICT (kind, topic, threshold, recipient) DO UPDATE SET
    state = 'claimed', message_id = excluded.message_id, attempts = 0,
    claimed_at = excluded.claimed_at, error = ''
WHERE notice.state = 'overtaken' AND excluded.state = 'claimed' RETURNING id
