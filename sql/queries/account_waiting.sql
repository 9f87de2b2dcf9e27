-- Which paid orders of an account wait to be activated, and are nobody's nor an open purchase's?
SELECT c.number, c.host, c.product, c.years, c.status, c.purchased_on, c.listed_expires_on
FROM certificate AS c
WHERE c.module_id = :module AND c.subscription_id IS NULL AND c.gone_at IS NULL
    AND c.status IN ('newpurchase', 'newrenewal') AND NOT EXISTS (
        SELECT 1 FROM purchase AS p
        WHERE p.module_id = c.module_id AND p.kind <> 'add-names'
            AND p.state IN ('sending', 'unknown', 'absent', 'unclear')
            AND p.newest_before < c.number)
ORDER BY c.number
