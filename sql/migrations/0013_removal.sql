-- How what was published is taken away again.

-- The way it was published in, as the settings word it; empty where it is not known. No secret.
ALTER TABLE validation ADD COLUMN means TEXT NOT NULL DEFAULT '';
-- How often it could not be removed, and before which moment it is not tried again.
ALTER TABLE validation ADD COLUMN removal_failures INTEGER NOT NULL DEFAULT 0
    CHECK (removal_failures >= 0);
ALTER TABLE validation ADD COLUMN removal_at INTEGER;
-- When it was left to a person, because the settings no longer name its way.
ALTER TABLE validation ADD COLUMN left_at INTEGER;
