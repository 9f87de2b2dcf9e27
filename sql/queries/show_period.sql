-- Which paid periods does a subscription have?
SELECT starts_on, ends_on, years, term_end, term_source, first_number AS certificate_id, is_waiting
FROM paid_period WHERE subscription_id = :subscription ORDER BY starts_on
