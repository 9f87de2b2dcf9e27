-- How many rows of the accounts are no subscription's?
SELECT count(*) FROM certificate WHERE subscription_id IS NULL
