-- Records a paid period.
INSERT INTO paid_period (
    subscription_id, starts_on, ends_on, years, term_end, term_source, first_number, is_waiting)
VALUES (
    :subscription, :starts, :ends, :years, :term_end, :term_source, :number, :waiting)
RETURNING id
