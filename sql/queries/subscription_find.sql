-- Which subscription has this reference?
SELECT id, module_id, host, names, mail, policy, method, folder FROM subscription
WHERE reference = :reference
