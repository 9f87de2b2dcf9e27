-- What the programs did: runs, calls, lists in progress, notices, tasks and the audit.

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    program TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    -- considered + not_selected = subscriptions; considered = acted + skipped.
    subscriptions INTEGER NOT NULL DEFAULT 0,
    not_selected INTEGER NOT NULL DEFAULT 0,
    considered INTEGER NOT NULL DEFAULT 0,
    acted INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    not_enrolled INTEGER NOT NULL DEFAULT 0,
    exit_code INTEGER,
    CHECK ((finished_at IS NULL) = (exit_code IS NULL))
) STRICT;

CREATE INDEX run_start ON run (started_at);

-- One row a subscription that was considered; rows outside every window are only counted.
CREATE TABLE run_outcome (
    run_id INTEGER NOT NULL REFERENCES run (id),
    subscription_id INTEGER NOT NULL REFERENCES subscription (id),
    -- An action, or the reason for none.
    outcome TEXT NOT NULL,
    until_at INTEGER,
    detail TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run_id, subscription_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_outcome_subscription ON run_outcome (subscription_id);

CREATE TABLE api_call (
    id INTEGER PRIMARY KEY,
    module_id INTEGER NOT NULL REFERENCES module (id),
    at INTEGER NOT NULL,
    program TEXT NOT NULL,
    command TEXT NOT NULL,
    -- Empty until the answer came: a row that stays so is a call of unknown outcome.
    outcome TEXT NOT NULL DEFAULT '',
    http_status INTEGER,
    milliseconds INTEGER
) STRICT;

CREATE INDEX api_call_time ON api_call (module_id, at);

-- A list being read: pages are kept aside until the list is complete.
CREATE TABLE list_progress (
    module_id INTEGER PRIMARY KEY REFERENCES module (id),
    started_at INTEGER NOT NULL,
    next_page INTEGER NOT NULL CHECK (next_page >= 1),
    total INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE list_seen (
    module_id INTEGER NOT NULL REFERENCES module (id),
    number INTEGER NOT NULL,
    PRIMARY KEY (module_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_change (
    module_id INTEGER NOT NULL REFERENCES module (id),
    number INTEGER NOT NULL,
    status TEXT NOT NULL,
    host TEXT NOT NULL,
    product TEXT NOT NULL,
    years INTEGER,
    purchased_on INTEGER,
    listed_expires_on INTEGER,
    provider_order TEXT NOT NULL,
    PRIMARY KEY (module_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id),
    certificate_id INTEGER NOT NULL REFERENCES certificate (id),
    kind TEXT NOT NULL,
    threshold INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'failed')),
    channel TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    claimed_at INTEGER NOT NULL,
    sent_at INTEGER,
    next_attempt_at INTEGER,
    error TEXT NOT NULL DEFAULT '',
    CHECK ((sent_at IS NOT NULL) = (state = 'sent')),
    UNIQUE (subscription_id, certificate_id, kind, threshold, recipient)
) STRICT;

CREATE INDEX notice_certificate ON notice (certificate_id);

-- A piece of work for a person: opened once a cause, closed when the cause is gone.
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    cause TEXT NOT NULL,
    module_id INTEGER REFERENCES module (id),
    subscription_id INTEGER REFERENCES subscription (id),
    text TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT;

CREATE UNIQUE INDEX task_open ON task (cause) WHERE closed_at IS NULL;
CREATE INDEX task_module ON task (module_id);
CREATE INDEX task_subscription ON task (subscription_id);

-- The audit; rows are only ever added.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    run_id INTEGER REFERENCES run (id),
    subscription_id INTEGER REFERENCES subscription (id),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX event_time ON event (at);
CREATE INDEX event_subscription ON event (subscription_id);
CREATE INDEX event_run ON event (run_id);

CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event
BEGIN
    SELECT raise(ABORT, 'events are only added');
END;

CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event
BEGIN
    SELECT raise(ABORT, 'events are only added');
END;
