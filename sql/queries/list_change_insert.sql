-- Keeps a row that differs from what is known until the list is complete.
INSERT OR REPLACE INTO list_change (
    module_id, number, status, host, product, years, purchased_on, listed_expires_on,
    provider_order)
VALUES (
    :module, :number, :status, :host, :product, :years, :purchased, :expires, :provider_order)
