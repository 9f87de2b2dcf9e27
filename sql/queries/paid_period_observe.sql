-- Notes the end of an order as a delivered certificate showed it.
UPDATE paid_period SET term_end = :term_end, term_source = 'observed' WHERE id = :period
