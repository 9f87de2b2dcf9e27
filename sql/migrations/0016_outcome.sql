-- Which subscriptions something failed for, apart from what only waits or was done.

ALTER TABLE run_outcome ADD COLUMN failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1));
