-- What is there of a module: rows of the account, subscriptions, unfinished work, the last success?
-- scans: subscriptions are not kept by module, and a person asks.
SELECT (SELECT count(*) FROM certificate WHERE module_id = :module) AS certificates,
    (SELECT count(*) FROM subscription WHERE module_id = :module) AS subscriptions,
    (SELECT count(*) FROM subscription AS s JOIN issuance AS i ON i.subscription_id = s.id
        WHERE s.module_id = :module AND i.finished_at IS NULL) AS unfinished,
    (SELECT count(*) FROM purchase WHERE module_id = :module
        AND state IN ('sending', 'unknown', 'absent', 'unclear')) AS orders,
    (SELECT at FROM api_call WHERE module_id = :module AND outcome = 'ok'
        ORDER BY at DESC LIMIT 1) AS succeeded_at
