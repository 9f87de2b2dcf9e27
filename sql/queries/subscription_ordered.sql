-- What does an order for an existing subscription have to know of it?
SELECT s.id, s.module_id, m.name AS module, s.reference, s.host, s.names, s.product,
    s.organisation, s.window_days, c.number, c.status, p.years, EXISTS (
        SELECT 1 FROM issuance AS i WHERE i.subscription_id = s.id AND i.finished_at IS NULL
    ) AS is_open
FROM subscription AS s
    JOIN module AS m ON m.id = s.module_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
    LEFT JOIN paid_period AS p ON p.id = c.paid_period_id
WHERE s.reference = :reference
