-- A new certificate waits to be deployed.
INSERT INTO deployment (subscription_id, certificate_id, target, state)
VALUES (:subscription, :certificate, :target, 'pending')
ON CONFLICT (certificate_id, target) DO NOTHING
