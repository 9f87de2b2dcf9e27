-- What is the widest window that a subscription sets for itself?
SELECT max(window_days) FROM subscription WHERE window_days IS NOT NULL
