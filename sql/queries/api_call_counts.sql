-- How many calls did all programs make in the last minute, hour and day? A clock that was set back
-- a little, or is read a little later elsewhere, hides none of them.
SELECT count(*) FILTER (WHERE at > :now - 60) AS minute,
    count(*) FILTER (WHERE at > :now - 3600) AS hour, count(*) AS day
FROM api_call WHERE module_id = :module AND at > :now - 86400 AND at <= :now + 60
