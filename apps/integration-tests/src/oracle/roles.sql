-- oracle_role_rows: each accepted row twice, once for its source and once for its destination, where they are hosts.
CREATE OR REPLACE TEMP TYPE oracle_role AS ENUM ('outbound', 'inbound');

CREATE OR REPLACE TEMP VIEW oracle_role_rows AS
SELECT CAST('outbound' AS oracle_role) AS role, source AS host, destination AS peer,
  source_bytes AS bytes_sent, destination_bytes AS bytes_recv, oracle_accepted.*
FROM oracle_accepted
JOIN oracle_addresses ON oracle_addresses.address = source
WHERE is_internal
UNION ALL
SELECT CAST('inbound' AS oracle_role) AS role, destination AS host, source AS peer,
  destination_bytes AS bytes_sent, source_bytes AS bytes_recv, oracle_accepted.*
FROM oracle_accepted
JOIN oracle_addresses ON oracle_addresses.address = destination
WHERE is_internal;
