-- Enrols a subscription.
INSERT INTO subscription (
    module_id, reference, host, names, product, validation, method, choices, policy, mail,
    folder, enrolled_at)
VALUES (
    :module, :reference, :host, :names, :product, :validation, :method, :choices, :policy, :mail,
    :folder, :now)
RETURNING id
