-- From which moment on has no digest of a night been sent? From the run of ssl-notify on that took
-- the last one up; where none was ever sent, from a day before the first that was to be.
SELECT coalesce(
    (SELECT r.started_at FROM run AS r
        WHERE r.program = 'ssl-notify' AND r.started_at <= (
            SELECT max(n.claimed_at) FROM notice AS n WHERE n.kind = 'night' AND n.state = 'sent')
        ORDER BY r.started_at DESC LIMIT 1),
    (SELECT min(n.claimed_at) - 86400 FROM notice AS n WHERE n.kind = 'night'))
