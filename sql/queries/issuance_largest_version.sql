-- What is the largest version of the subscription's folder that the ledger knows?
SELECT max(
    coalesce((SELECT max(version) FROM issuance WHERE subscription_id = :subscription), 0),
    coalesce((
        SELECT max(coalesce(version, keyless_version)) FROM certificate
        WHERE subscription_id = :subscription), 0))
