-- Statistics of the groups of one level from oracle_counted: (group_id, metric, x), how many rows have the value, and
-- how often it stands in the list that quantiles are taken of.

-- Type 7 of the list: position p/100 · (N − 1), linear between the two values beside it. The value at position k is the
-- smallest that brings the count above k; behind the last there is none, and nothing to interpolate.
CREATE OR REPLACE TEMP MACRO oracle_rank(percent, n) AS (percent * (n - 1)) // 100;
CREATE OR REPLACE TEMP MACRO oracle_between(percent, n, low, high) AS
  low + (coalesce(high, low) - low) * ((percent * (n - 1)) % 100) / 100;

CREATE OR REPLACE TEMP TABLE oracle_quantiles AS
WITH placed AS (
  SELECT group_id, metric, x,
    CAST(sum(weight) OVER (PARTITION BY group_id, metric ORDER BY x) AS BIGINT) AS upto,
    CAST(sum(weight) OVER (PARTITION BY group_id, metric) AS BIGINT) AS n,
    CAST(sum(rows_cnt) OVER (PARTITION BY group_id, metric) AS BIGINT) AS support_count
  FROM oracle_counted
), neighbours AS (
  SELECT group_id, metric, n, support_count,
    min(x) FILTER (upto > oracle_rank(25, n)) AS low_25, min(x) FILTER (upto > oracle_rank(25, n) + 1) AS high_25,
    min(x) FILTER (upto > oracle_rank(50, n)) AS low_50, min(x) FILTER (upto > oracle_rank(50, n) + 1) AS high_50,
    min(x) FILTER (upto > oracle_rank(75, n)) AS low_75, min(x) FILTER (upto > oracle_rank(75, n) + 1) AS high_75,
    min(x) FILTER (upto > oracle_rank(95, n)) AS low_95, min(x) FILTER (upto > oracle_rank(95, n) + 1) AS high_95,
    min(x) FILTER (upto > oracle_rank(99, n)) AS low_99, min(x) FILTER (upto > oracle_rank(99, n) + 1) AS high_99
  FROM placed
  GROUP BY group_id, metric, n, support_count
)
SELECT group_id, metric, support_count,
  oracle_between(50, n, low_50, high_50) AS median,
  oracle_between(25, n, low_25, high_25) AS p25,
  oracle_between(75, n, low_75, high_75) AS p75,
  oracle_between(95, n, low_95, high_95) AS p95,
  oracle_between(99, n, low_99, high_99) AS p99
FROM neighbours;

CREATE OR REPLACE TEMP TABLE oracle_mads AS
WITH deviations AS (
  SELECT group_id, metric, abs(x - median) AS deviation, sum(weight) AS weight
  FROM oracle_counted
  JOIN oracle_quantiles USING (group_id, metric)
  GROUP BY group_id, metric, deviation
), placed AS (
  SELECT group_id, metric, deviation,
    CAST(sum(weight) OVER (PARTITION BY group_id, metric ORDER BY deviation) AS BIGINT) AS upto,
    CAST(sum(weight) OVER (PARTITION BY group_id, metric) AS BIGINT) AS n
  FROM deviations
), neighbours AS (
  SELECT group_id, metric, n,
    min(deviation) FILTER (upto > oracle_rank(50, n)) AS low,
    min(deviation) FILTER (upto > oracle_rank(50, n) + 1) AS high
  FROM placed
  GROUP BY group_id, metric, n
)
SELECT group_id, metric, oracle_between(50, n, low, high) AS mad FROM neighbours;

INSERT INTO oracle_statistics
SELECT getvariable('oracle_level'), group_id, metric, median, p25, p75, p95, p99, mad, p75 - p25, support_count
FROM oracle_quantiles
JOIN oracle_mads USING (group_id, metric);
