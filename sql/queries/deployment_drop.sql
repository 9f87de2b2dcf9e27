-- The settings name this place no longer.
UPDATE deployment SET state = 'overtaken' WHERE id = :deployment AND state = 'pending'
