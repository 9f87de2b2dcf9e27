-- When control of each name was last shown.
-- scans: the whole world is read at the start.
SELECT name, shown_at FROM validation;
