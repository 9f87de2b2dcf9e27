-- The intent of a request that costs money, durable before it goes out.
INSERT INTO purchase (
    kind, module_id, reference, subscription_id, host, names, product, years, added_names,
    old_number, method, mail, csr, organisation, quoted, currency, balance_before, newest_before,
    names_before, state, sent_at)
VALUES (
    :kind, :module, :reference, :subscription, :host, :names, :product, :years, :added,
    :old, :method, :mail, :csr, :organisation, :quoted, :currency, :balance, :newest,
    :names_before, 'sending', :now)
RETURNING id
