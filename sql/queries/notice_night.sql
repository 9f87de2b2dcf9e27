-- From which moment on has no digest of a night been sent? Where none ever was, a day before the
-- first that was to be.
SELECT coalesce(max(CASE WHEN state = 'sent' THEN claimed_at END), min(claimed_at) - 86400)
FROM notice WHERE kind = 'night'
