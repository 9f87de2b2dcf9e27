-- How long were two runs of a program apart at most in the last thirty days, in seconds?
-- scans: the times between runs are computed, and looked at once.
SELECT max(apart) FROM (
    SELECT started_at - lag(started_at) OVER (ORDER BY started_at) AS apart
    FROM run WHERE program = :program AND started_at > :now - 2592000 AND started_at <= :now)
