-- Writes the certificates of a ledger as pages of 100 rows of the CA's list, one file each, into
-- the folder :folder, in the CA's own envelope.
WITH page (number, rows) AS (
    SELECT (id - 1) / 100 + 1, group_concat(
        '      <SSL CertificateID="' || number || '" HostName="' || host || '" SSLType="' || product
        || '" PurchaseDate="' || strftime('%m/%d/%Y', purchased_on * 86400, 'unixepoch')
        || '" ExpireDate="' || strftime('%m/%d/%Y', listed_expires_on * 86400, 'unixepoch')
        || '" ActivationExpireDate="" IsExpiredYN="false" Status="' || status
        || '" ProviderOrderID="' || provider_order || '" Years="' || years || '" />', char(10))
    FROM (SELECT * FROM certificate ORDER BY id) GROUP BY 1
)
SELECT sum(writefile(:folder || '/' || printf('%05d', number) || '.xml',
    '<?xml version="1.0" encoding="utf-8"?>
<ApiResponse Status="OK" xmlns="http://api.namecheap.com/xml.response">
  <Errors />
  <Warnings />
  <RequestedCommand>namecheap.ssl.getList</RequestedCommand>
  <CommandResponse Type="namecheap.ssl.getList">
    <SSLListResult>
' || rows || '
    </SSLListResult>
    <Paging>
      <TotalItems>' || (SELECT count(*) FROM certificate) || '</TotalItems>
      <CurrentPage>' || number || '</CurrentPage>
      <PageSize>100</PageSize>
    </Paging>
  </CommandResponse>
  <Server>PHX01SBAPIEXT01</Server>
  <GMTTimeDifference>--5:00</GMTTimeDifference>
  <ExecutionTime>0.105</ExecutionTime>
</ApiResponse>
')) AS bytes
FROM page;
