-- What ssl-reissue --dry-run answers: which rows are due, and how many are outside the window.
SELECT s.reference, s.host, m.name AS module, c.number AS certificate_id,
    date(c.expires_on * 86400, 'unixepoch') AS expiration_date, c.expires_on - 20780 AS days_left
FROM subscription AS s
    JOIN module AS m ON m.id = s.module_id
    JOIN certificate AS c ON c.id = s.certificate_id
WHERE s.watch_on <= 20780 + 10
ORDER BY c.expires_on, s.id;
SELECT count(*) FROM subscription WHERE watch_on > 20780 + 10;
