-- How many rows of the account does the ledger know?
SELECT count(*) FROM certificate WHERE module_id = :module
