-- Records a paid period with what was paid for it; it waits to be activated.
INSERT INTO paid_period (
    subscription_id, starts_on, ends_on, years, term_end, term_source, first_number, is_waiting,
    amount, currency)
VALUES (
    :subscription, :starts, :ends, :years, :ends, 'ordered', :number, 1, :amount, :currency)
RETURNING id
