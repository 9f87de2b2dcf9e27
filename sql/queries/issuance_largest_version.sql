-- What is the largest version of the subscription's folder that the ledger knows?
SELECT coalesce(max(version), 0) FROM issuance WHERE subscription_id = :subscription
