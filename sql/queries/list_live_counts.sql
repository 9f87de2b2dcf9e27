-- How many certificates of the module were live, and how many of them does the list show?
SELECT count(*) AS live,
    count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM list_seen AS l WHERE l.module_id = c.module_id AND l.number = c.number
    )) AS shown
FROM certificate AS c
WHERE c.module_id = :module AND c.gone_at IS NULL
    AND c.status IN ('active', 'purchased', 'newpurchase', 'newrenewal', 'replaced')
