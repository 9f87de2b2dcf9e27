-- Whom does a person want asked about the subscription of this reference?
SELECT w.subscription_id, w.targets, s.certificate_id
FROM subscription AS s JOIN served_watch AS w ON w.subscription_id = s.id
WHERE s.reference = :reference
