-- Is this folder of the key store another subscription's?
SELECT EXISTS (SELECT 1 FROM subscription WHERE folder = :folder)
