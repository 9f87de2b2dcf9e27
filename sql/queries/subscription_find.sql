-- Which subscription has this reference?
SELECT id, module_id, host, names, mail, policy, method, choices, folder, product FROM subscription
WHERE reference = :reference
