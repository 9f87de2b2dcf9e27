-- What was told, or may have been, as long as the ledger remembers?
-- scans: a restored ledger takes all of it over, once.
SELECT kind, topic, threshold, recipient, audience, subscription_id, certificate_id, module_id,
    message_id, state, channel, attempts, doubts, claimed_at, handing_at, sent_at, receipt, error
FROM notice WHERE state IN ('sent', 'unknown', 'overtaken')
