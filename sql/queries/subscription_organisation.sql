-- Keeps the particulars of the organisation for activation and reissues.
UPDATE subscription SET organisation = :organisation WHERE id = :subscription
