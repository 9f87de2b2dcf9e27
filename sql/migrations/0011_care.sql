-- Who looks after a task, and what the seller keeps about a customer.

-- Who took a task, and when.
ALTER TABLE task ADD COLUMN taken_by TEXT;
ALTER TABLE task ADD COLUMN taken_at INTEGER CHECK ((taken_at IS NULL) = (taken_by IS NULL));
-- Who closed it by hand; empty where the cause was gone.
ALTER TABLE task ADD COLUMN closed_by TEXT CHECK (closed_by IS NULL OR closed_at IS NOT NULL);
-- Whether it was closed by hand and no scan has looked at its cause since.
ALTER TABLE task ADD COLUMN is_unverified INTEGER NOT NULL DEFAULT 0
    CHECK (is_unverified IN (0, 1));

CREATE INDEX task_unverified ON task (id) WHERE is_unverified = 1;

-- The language a customer reads, such as en or pt-br.
ALTER TABLE subscription ADD COLUMN language TEXT
    CHECK (language NOT GLOB '*[^a-z0-9-]*' AND length(language) BETWEEN 2 AND 35);
-- Where the customer renews, and the seller's own price of a year in minor units of its currency.
ALTER TABLE subscription ADD COLUMN renew_url TEXT CHECK (length(renew_url) BETWEEN 1 AND 2000);
ALTER TABLE subscription ADD COLUMN retail_price INTEGER CHECK (retail_price >= 0);
ALTER TABLE subscription ADD COLUMN retail_currency TEXT
    CHECK ((retail_price IS NULL) = (retail_currency IS NULL));
