-- Takes over what a later state of this ledger told, where what it is about is here, too: a row
-- that came later has a number that will be another's.
INSERT INTO notice (
    kind, topic, threshold, recipient, audience, subscription_id, certificate_id, module_id,
    message_id, state, channel, attempts, doubts, claimed_at, handing_at, sent_at, receipt, error)
SELECT :kind, :topic, :threshold, :recipient, :audience, :subscription_id, :certificate_id,
    :module_id, :message_id, :state, :channel, :attempts, :doubts, :claimed_at, :handing_at,
    :sent_at, :receipt, :error
WHERE (:subscription_id IS NULL
        OR EXISTS (SELECT 1 FROM subscription WHERE id = :subscription_id))
    AND (:certificate_id IS NULL
        OR EXISTS (SELECT 1 FROM certificate WHERE id = :certificate_id))
    AND (:module_id IS NULL OR EXISTS (SELECT 1 FROM module WHERE id = :module_id))
    AND CASE :about
        WHEN 'certificate' THEN EXISTS (SELECT 1 FROM certificate WHERE id = :number)
        WHEN 'task' THEN EXISTS (SELECT 1 FROM task WHERE id = :number)
        WHEN 'period' THEN EXISTS (SELECT 1 FROM paid_period WHERE id = :number)
        WHEN 'issuance' THEN EXISTS (SELECT 1 FROM issuance WHERE id = :number)
        ELSE 1 END
ON CONFLICT (kind, topic, threshold, recipient) DO UPDATE SET
    state = excluded.state, message_id = excluded.message_id, channel = excluded.channel,
    attempts = excluded.attempts, doubts = excluded.doubts, handing_at = excluded.handing_at,
    sent_at = excluded.sent_at, receipt = excluded.receipt, error = excluded.error
WHERE notice.state = 'claimed'
RETURNING state
