-- What is seen where a certificate is not served, and when does an earlier one end that is?
SELECT v.target, v.state, v.looked_at, o.expires_on, o.not_after
FROM served AS v
    LEFT JOIN certificate AS o ON v.state = 'old' AND o.id = (
        SELECT e.id FROM certificate AS e
        WHERE e.subscription_id = v.subscription_id AND e.id <> v.certificate_id
            AND e.fingerprint = v.detail
        ORDER BY e.expires_on DESC LIMIT 1)
WHERE v.certificate_id = :certificate AND v.state <> 'served'
ORDER BY v.target
