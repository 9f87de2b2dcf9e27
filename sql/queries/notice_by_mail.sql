-- Which subscriptions of a module prove control by mail?
SELECT s.id FROM subscription AS s INDEXED BY subscription_by_mail
WHERE s.module_id = :module AND (s.method = 'email' OR instr(s.choices, '=email') > 0)
ORDER BY s.id
