-- A certificate waits to be deployed; one that was overtaken waits again.
INSERT INTO deployment (subscription_id, certificate_id, target, state)
VALUES (:subscription, :certificate, :target, 'pending')
ON CONFLICT (certificate_id, target) DO UPDATE SET state = 'pending' WHERE state = 'overtaken'
