-- A request was performed: what it made, and what it cost.
UPDATE purchase SET state = 'bought', ended_at = coalesce(ended_at, :now), number = :number,
    order_number = :order, transaction_number = :transaction, charged = :charged,
    sold_product = :product, subscription_id = :subscription, detail = :detail
WHERE id = :purchase AND state IN ('sending', 'unknown', 'absent', 'unclear')
