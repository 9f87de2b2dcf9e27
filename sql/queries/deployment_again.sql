-- A certificate is to be deployed once more.
INSERT INTO deployment (subscription_id, certificate_id, target, state)
VALUES (:subscription, :certificate, :target, 'pending')
ON CONFLICT (certificate_id, target) DO UPDATE SET state = 'pending', attempts = 0,
    next_attempt_at = NULL, error = '', deployed_at = NULL
