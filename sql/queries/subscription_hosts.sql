-- Which hosts are subscriptions of a module, and with which reference?
-- scans: all of them are held against the account.
SELECT host, reference FROM subscription WHERE module_id = :module
