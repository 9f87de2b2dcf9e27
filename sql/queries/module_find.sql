-- What is known about the module of that name?
SELECT id, name, balance, currency, balance_at, listed_at, is_sandbox
FROM module WHERE name = :name
