-- Records what an order really was; an end that was observed stays.
UPDATE paid_period SET starts_on = :starts, ends_on = :ends, years = :years,
    term_end = CASE WHEN term_source = 'observed' THEN term_end ELSE :ends END,
    term_source = CASE WHEN term_source = 'observed' THEN term_source ELSE 'ordered' END
WHERE id = :period
