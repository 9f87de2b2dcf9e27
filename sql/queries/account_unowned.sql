-- Which rows of the accounts that are paid or in force are no subscription's?
-- scans: the list is about all accounts.
SELECT m.name AS module, c.number, c.host, c.product, c.years, c.status, c.purchased_on,
    c.listed_expires_on
FROM module AS m CROSS JOIN certificate AS c ON c.module_id = m.id
WHERE c.subscription_id IS NULL AND c.gone_at IS NULL AND c.replaced_by IS NULL
    AND c.status IN ('newpurchase', 'newrenewal', 'purchased', 'purchaseerror', 'active')
ORDER BY m.id, c.number
