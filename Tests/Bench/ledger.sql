-- Fills an empty ledger with :subscriptions rows, :due of them due on :today (days since
-- 1970-01-01). Every certificate lives 200 days; one host in ten has two names. The others are
-- 0 to 170 days old, those that are due 190 to 197.
INSERT INTO module (id, name, listed_at) VALUES (1, 'demo', :today * 86400);

CREATE TEMP TABLE made AS
WITH RECURSIVE numbers (i) AS (
    SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :subscriptions
)
SELECT i, 'h' || i || '.harbour-demo.test' AS host, 1180000000 + i AS provider_order,
    :today - 250 - i % 100 AS bought_on,
    :today - CASE WHEN :due > 0 AND i % (:subscriptions / max(:due, 1)) = 1
        THEN 190 + i / (:subscriptions / max(:due, 1)) % 8
        ELSE i * 7919 % 171 END AS issued_on
FROM numbers;

INSERT INTO certificate (
    id, module_id, number, subscription_id, paid_period_id, status, host, product, years,
    purchased_on, listed_expires_on, provider_order, order_number, issued_on, expires_on,
    expires_source, not_after, key_place, version, needs_details)
SELECT i, 1, 2000000 + i, i, i, 'active', host, 'positivessl', 2, bought_on, issued_on + 200,
    provider_order, 700000 + i, issued_on, issued_on + 200, 'observed',
    (issued_on + 200) * 86400 + 86399, 'here', 1, 0
FROM made;

INSERT INTO subscription (
    id, module_id, reference, host, names, product, validation, method, folder, certificate_id,
    enrolled_at)
SELECT i, 1, 'R' || i, host, CASE WHEN i % 10 = 0 THEN host || ' www.' || host ELSE host END,
    'positivessl', 'dv', 'cname', host, i, bought_on * 86400
FROM made;

-- A trigger of the ledger gives each subscription its watch_on here.
INSERT INTO paid_period (
    id, subscription_id, starts_on, ends_on, years, term_end, term_source, first_number)
SELECT i, i, bought_on, bought_on + 731, 2, bought_on + 731, 'ordered', 2000000 + i FROM made;

-- Nine of ten certificates are deployed, and nine of ten were seen where they are served.
INSERT INTO deployment (subscription_id, certificate_id, target, state, deployed_at)
SELECT i, i, '/usr/local/sbin/deploy', 'deployed', issued_on * 86400 + 300
FROM made WHERE i % 10 <> 4;

INSERT INTO served (subscription_id, certificate_id, target, state, looked_at, served_at)
SELECT i, i, host || ':443', CASE WHEN i % 100 = 7 THEN 'old' ELSE 'served' END,
    :today * 86400 - 3600, issued_on * 86400 + 301
FROM made WHERE i % 10 <> 3;
