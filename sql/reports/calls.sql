-- Calls to the CA by module, day and command.
-- scans: the report is about all of them.
SELECT m.name AS module, a.at / 86400 AS day, a.command, count(*) AS calls,
    count(*) FILTER (WHERE a.outcome = 'ok') AS ok,
    count(*) FILTER (WHERE a.outcome NOT IN ('ok', '')) AS failed,
    count(*) FILTER (WHERE a.outcome = '') AS unknown
FROM api_call AS a JOIN module AS m ON m.id = a.module_id
GROUP BY a.module_id, day, a.command ORDER BY m.name, day, a.command
