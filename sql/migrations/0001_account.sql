-- The accounts, what customers bought in them, and every certificate ever seen.

CREATE TABLE module (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    -- Whether its certificates are for tests only; noted at its first use and never changed, so
    -- that a sandbox's certificate never takes the place of a real one.
    is_sandbox INTEGER CHECK (is_sandbox IN (0, 1)),
    -- The balance in minor units of its currency, and when it was read.
    balance INTEGER,
    currency TEXT,
    balance_at INTEGER,
    -- When the last complete list was read.
    listed_at INTEGER,
    CHECK ((balance IS NULL) = (currency IS NULL) AND (balance IS NULL) = (balance_at IS NULL))
) STRICT;

CREATE TABLE subscription (
    id INTEGER PRIMARY KEY,
    module_id INTEGER NOT NULL REFERENCES module (id),
    -- The seller's own service number.
    reference TEXT NOT NULL UNIQUE CHECK (length(reference) BETWEEN 1 AND 200),
    host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
    -- All names, host first, separated by one blank.
    names TEXT NOT NULL CHECK (names = host OR names LIKE host || ' %'),
    product TEXT NOT NULL,
    validation TEXT NOT NULL CHECK (validation IN ('dv', 'ov', 'ev')),
    method TEXT NOT NULL CHECK (method IN ('cname', 'file', 'email')),
    policy TEXT CHECK (policy IN ('auto', 'manual', 'none')),
    window_days INTEGER CHECK (window_days BETWEEN 1 AND 200),
    mail TEXT,
    custody TEXT NOT NULL DEFAULT 'here' CHECK (custody IN ('here', 'customer')),
    -- The folder in the key store, named once.
    folder TEXT NOT NULL UNIQUE CHECK (folder NOT GLOB '*[^a-z0-9._-]*' AND folder NOT GLOB '.*'),
    -- The current certificate.
    certificate_id INTEGER REFERENCES certificate (id),
    -- The Expiration date of an active certificate with nothing else open; empty means that the
    -- subscription is looked at every night. Kept by the triggers below.
    watch_on INTEGER,
    -- After a failed attempt, the moment before which there is no other.
    backoff_until INTEGER,
    failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    enrolled_at INTEGER NOT NULL
) STRICT;

CREATE INDEX subscription_watch ON subscription (watch_on);
CREATE INDEX subscription_window ON subscription (window_days) WHERE window_days IS NOT NULL;
CREATE INDEX subscription_certificate ON subscription (certificate_id);

CREATE TABLE paid_period (
    id INTEGER PRIMARY KEY,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id),
    starts_on INTEGER NOT NULL,
    ends_on INTEGER NOT NULL,
    years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 5),
    -- The day on which certificates of this order are cut, and how that is known.
    term_end INTEGER NOT NULL,
    term_source TEXT NOT NULL CHECK (term_source IN ('ordered', 'estimated', 'observed')),
    -- The first CertificateID of the order, and whether it still waits to be activated.
    first_number INTEGER,
    is_waiting INTEGER NOT NULL DEFAULT 0 CHECK (is_waiting IN (0, 1)),
    amount INTEGER CHECK (amount >= 0),
    currency TEXT,
    CHECK (ends_on > starts_on),
    CHECK ((amount IS NULL) = (currency IS NULL)),
    UNIQUE (subscription_id, starts_on)
) STRICT;

CREATE TABLE certificate (
    id INTEGER PRIMARY KEY,
    module_id INTEGER NOT NULL REFERENCES module (id),
    -- The CertificateID at the CA.
    number INTEGER NOT NULL CHECK (number > 0),
    -- Empty for a row of the account that nobody enrolled.
    subscription_id INTEGER REFERENCES subscription (id),
    paid_period_id INTEGER REFERENCES paid_period (id),
    status TEXT NOT NULL,
    -- The row as the list shows it.
    host TEXT NOT NULL DEFAULT '',
    product TEXT NOT NULL DEFAULT '',
    years INTEGER,
    purchased_on INTEGER,
    listed_expires_on INTEGER,
    provider_order TEXT NOT NULL DEFAULT '',
    -- What the details and the certificate itself say.
    order_number INTEGER,
    issued_on INTEGER,
    expires_on INTEGER,
    expires_source TEXT CHECK (expires_source IN ('observed', 'listed', 'estimated')),
    not_after INTEGER,
    fingerprint TEXT,
    key_hash TEXT,
    key_algorithm TEXT,
    replaced_by INTEGER,
    -- Where its private key is, and the version folder if it is here.
    key_place TEXT NOT NULL DEFAULT 'unknown'
        CHECK (key_place IN ('here', 'customer', 'elsewhere', 'unknown')),
    version INTEGER CHECK (version > 0),
    -- Whether the list showed a change that the details have not followed yet.
    needs_details INTEGER NOT NULL DEFAULT 1 CHECK (needs_details IN (0, 1)),
    -- The first complete list without it, and the day it was missing for the second time.
    unseen_at INTEGER,
    gone_at INTEGER,
    -- The last time it was seen, where that is not the last complete list.
    seen_at INTEGER,
    CHECK ((expires_on IS NULL) = (expires_source IS NULL)),
    CHECK (paid_period_id IS NULL OR subscription_id IS NOT NULL),
    CHECK ((version IS NOT NULL) = (key_place = 'here')),
    CHECK (replaced_by IS NULL OR replaced_by <> number),
    UNIQUE (module_id, number)
) STRICT;

CREATE INDEX certificate_subscription ON certificate (subscription_id);
CREATE INDEX certificate_period ON certificate (paid_period_id);
CREATE INDEX certificate_not_enrolled ON certificate (module_id) WHERE subscription_id IS NULL;
CREATE INDEX certificate_details ON certificate (module_id, expires_on)
    WHERE needs_details = 1 AND subscription_id IS NOT NULL;
CREATE INDEX certificate_unseen ON certificate (module_id) WHERE unseen_at IS NOT NULL;
CREATE INDEX certificate_order ON certificate (module_id, provider_order)
    WHERE provider_order <> '';
