-- Since when has a module not answered, if its last call failed?
SELECT min(f.at) FROM api_call AS f
WHERE f.module_id = :module AND f.outcome NOT IN ('', 'ok', 'not sent') AND f.at > coalesce((
    SELECT g.at FROM api_call AS g WHERE g.module_id = :module AND g.outcome = 'ok'
    ORDER BY g.at DESC LIMIT 1), 0)
