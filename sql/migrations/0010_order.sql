-- What products cost, what was ordered and paid, and the organisations behind OV and EV.

-- The price of a whole term as the CA named it, in minor units.
CREATE TABLE price (
    module_id INTEGER NOT NULL REFERENCES module (id),
    action TEXT NOT NULL CHECK (action IN ('purchase', 'renew')),
    -- The name in the CA's price list.
    product TEXT NOT NULL,
    years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 10),
    total INTEGER NOT NULL CHECK (total > 0),
    currency TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (module_id, action, product, years)
) STRICT, WITHOUT ROWID;

-- One row a request that costs money, written before the request goes out.
CREATE TABLE purchase (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('buy', 'renew', 'add-names')),
    module_id INTEGER NOT NULL REFERENCES module (id),
    reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 200),
    -- Empty until a new order is a subscription.
    subscription_id INTEGER REFERENCES subscription (id),
    host TEXT NOT NULL,
    -- All names, of add-names those that are added; separated by one blank.
    names TEXT NOT NULL,
    -- The product that the request names.
    product TEXT NOT NULL,
    years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 5),
    -- Names paid beside those included.
    added_names INTEGER NOT NULL DEFAULT 0 CHECK (added_names >= 0),
    -- The CertificateID that the request names, of renew and add-names.
    old_number INTEGER,
    -- What a new subscription gets.
    method TEXT NOT NULL DEFAULT '',
    mail TEXT,
    csr TEXT,
    organisation TEXT NOT NULL DEFAULT '',
    -- The quote, and the account before the request, by which an unknown outcome is decided.
    quoted INTEGER NOT NULL CHECK (quoted > 0),
    currency TEXT NOT NULL,
    balance_before INTEGER NOT NULL,
    newest_before INTEGER NOT NULL,
    names_before INTEGER,
    -- sending: it went out, and nothing more is recorded. unknown: looked up, seen nowhere yet.
    -- absent: seen nowhere twice. unclear: it cannot be told. The last two are for a person.
    state TEXT NOT NULL CHECK (state IN (
        'sending', 'unknown', 'absent', 'unclear', 'bought', 'refused')),
    sent_at INTEGER NOT NULL,
    -- When the request ended in whatever way, and when the account first showed nothing of it.
    ended_at INTEGER,
    absent_at INTEGER,
    -- What came of it.
    number INTEGER,
    order_number INTEGER,
    transaction_number INTEGER,
    charged INTEGER CHECK (charged >= 0),
    sold_product TEXT,
    detail TEXT NOT NULL DEFAULT '',
    CHECK (state <> 'bought' OR (number IS NOT NULL AND charged IS NOT NULL)),
    CHECK (kind = 'buy' OR (subscription_id IS NOT NULL AND old_number IS NOT NULL))
) STRICT;

-- Nothing more is sent for a reference before the outcome of its last request is known.
CREATE UNIQUE INDEX purchase_open ON purchase (reference)
    WHERE state IN ('sending', 'unknown', 'absent', 'unclear');
CREATE INDEX purchase_reference ON purchase (reference);
CREATE INDEX purchase_subscription ON purchase (subscription_id);
CREATE INDEX purchase_module ON purchase (module_id);

-- Particulars of the organisation, `Name value` lines by the names of the CA's parameters.
ALTER TABLE subscription ADD COLUMN organisation TEXT NOT NULL DEFAULT '';
