-- Takes a notice up, to be handed over or overtaken at once; one whose cause
-- was gone and is back goes out after all, and counts its attempts on. One that may have arrived
-- keeps its doubts and its Message-ID. Nothing comes back where it is known otherwise.
INSERT INTO notice (
    kind, topic, threshold, recipient, audience, subscription_id, certificate_id, module_id,
    message_id, state, claimed_at)
VALUES (
    :kind, :topic, :threshold, :recipient, :audience, :subscription, :certificate, :module,
    :message_id, :state, :now)
ON CONFLICT (kind, topic, threshold, recipient) DO UPDATE SET
    state = 'claimed', error = '',
    claimed_at = CASE notice.attempts WHEN 0 THEN excluded.claimed_at ELSE notice.claimed_at END,
    message_id = CASE WHEN notice.handing_at IS NULL AND notice.doubts = 0
        THEN excluded.message_id ELSE notice.message_id END
WHERE notice.state = 'overtaken' AND excluded.state = 'claimed' RETURNING id
