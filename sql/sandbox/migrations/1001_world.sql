-- The world behind the sandbox: its clock, what was bought, the certificates and who asked what.

CREATE TABLE world (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- real; frozen: the clock stands at clock_at; moved: it runs clock_at seconds ahead.
    clock_mode TEXT NOT NULL CHECK (clock_mode IN ('real', 'frozen', 'moved')),
    clock_at INTEGER NOT NULL,
    -- Where the generator of unique values and serial numbers goes on, as a signed number.
    dice INTEGER NOT NULL,
    unrepeatable_calls INTEGER NOT NULL
) STRICT;

-- Small parts of the world, each one JSON document: account, zones, published records.
CREATE TABLE document (
    name TEXT PRIMARY KEY,
    json TEXT NOT NULL CHECK (json_valid(json))
) STRICT;

CREATE TABLE paid_order (
    id INTEGER PRIMARY KEY,
    product TEXT NOT NULL,
    years INTEGER NOT NULL,
    purchased_at INTEGER NOT NULL,
    -- Both empty until the first activation.
    starts_at INTEGER,
    ends_at INTEGER,
    -- The order that this one renews.
    follows_id INTEGER,
    sans_count INTEGER NOT NULL,
    organisation TEXT,
    mail TEXT NOT NULL,
    -- The number of the payment, and the amount in cents of a US dollar.
    transaction_number INTEGER NOT NULL,
    charged INTEGER NOT NULL,
    activate_before INTEGER
) STRICT;

CREATE TABLE certificate (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES paid_order (id),
    status TEXT NOT NULL,
    -- Separated by blanks, the common name first; empty before activation.
    names TEXT NOT NULL,
    issued_at INTEGER,
    not_after INTEGER,
    replaced_by INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE INDEX certificate_by_names ON certificate (names);

CREATE TABLE submission (
    certificate_id INTEGER PRIMARY KEY REFERENCES certificate (id),
    csr TEXT NOT NULL,
    -- The methods of validation, the unique value and how far the check is, as JSON.
    details TEXT NOT NULL CHECK (json_valid(details))
) STRICT;

CREATE TABLE signed_certificate (
    certificate_id INTEGER PRIMARY KEY REFERENCES certificate (id),
    pem TEXT NOT NULL
) STRICT;

CREATE TABLE validation (
    name TEXT PRIMARY KEY,
    shown_at INTEGER NOT NULL
) STRICT;

-- Every request that the API received, without secrets.
CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    parameters TEXT NOT NULL CHECK (json_valid(parameters)),
    outcome TEXT NOT NULL,
    status INTEGER NOT NULL
) STRICT;
