-- The causes of all tasks that people closed have been looked at.
UPDATE task SET is_unverified = 0 WHERE is_unverified = 1 AND id > 0
