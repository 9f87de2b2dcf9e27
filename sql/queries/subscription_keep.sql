-- Keeps what a person decides about a subscription.
UPDATE subscription SET policy = :policy, window_days = :window, mail = :mail,
    language = :language, renew_url = :renew_url, retail_price = :price,
    retail_currency = :currency, silenced = :silenced
WHERE id = :subscription
