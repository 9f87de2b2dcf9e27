-- What does a person decide about the subscription of this reference?
SELECT s.id, s.module_id, s.reference, s.host, s.policy, s.window_days, s.mail, s.language,
    s.renew_url, s.retail_price, s.retail_currency, s.silenced, p.id AS period_id, p.starts_on, p.ends_on,
    p.years, p.term_source, p.first_number
FROM subscription AS s
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
    LEFT JOIN paid_period AS p ON p.id = c.paid_period_id
WHERE s.reference = :reference
