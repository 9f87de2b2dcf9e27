-- How far has this issuance come?
SELECT i.*, s.reference, s.host, s.names, s.folder, s.module_id, s.product, s.validation, s.custody,
    s.method AS wanted_method, s.choices AS wanted_choices, s.organisation,
    c.id AS certificate_id, c.expires_on, c.not_after, c.key_algorithm, p.id AS period_id,
    p.term_end, n.id AS next_period_id, n.term_end AS next_term_end
FROM issuance AS i
    JOIN subscription AS s ON s.id = i.subscription_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
    LEFT JOIN paid_period AS p ON p.id = c.paid_period_id
    LEFT JOIN paid_period AS n ON n.subscription_id = s.id AND n.first_number = i.old_number
WHERE i.id = :issuance
