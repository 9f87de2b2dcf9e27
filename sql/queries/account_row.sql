-- Which rows of an account did nobody enrol that are in force?
SELECT number, host, product, years, purchased_on, listed_expires_on FROM certificate
WHERE module_id = :module AND subscription_id IS NULL AND status = 'active'
    AND replaced_by IS NULL AND gone_at IS NULL
ORDER BY host, number
