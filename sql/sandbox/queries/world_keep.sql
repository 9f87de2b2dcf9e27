-- Keeps where the clock, the generator and the count of unrepeatable calls stand.
INSERT INTO world (id, clock_mode, clock_at, dice, unrepeatable_calls)
VALUES (1, :mode, :at, :dice, :calls)
ON CONFLICT (id) DO UPDATE SET
    clock_mode = excluded.clock_mode, clock_at = excluded.clock_at, dice = excluded.dice,
    unrepeatable_calls = excluded.unrepeatable_calls;
