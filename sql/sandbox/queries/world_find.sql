-- Where the clock, the generator and the count of unrepeatable calls stand.
SELECT clock_mode, clock_at, dice, unrepeatable_calls FROM world WHERE id = 1;
