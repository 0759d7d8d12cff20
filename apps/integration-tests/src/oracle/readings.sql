-- How a text is read. NULL stands for what cannot be read.

-- Whole numbers: optional sign, digits, optionally a point and zeros.
CREATE OR REPLACE TEMP MACRO oracle_integer(written) AS
  CASE WHEN regexp_full_match(written, '[+-]?[0-9]+(\.0+)?')
       THEN TRY_CAST(split_part(written, '.', 1) AS BIGINT)
  END;

-- yyyy-MM-dd, T or a blank, HH:mm[:ss[.fraction]], then no zone, Z or ±hh[[:]mm].
CREATE OR REPLACE TEMP MACRO oracle_iso_parts(written) AS
  regexp_extract(
    written,
    '^([0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)'
    || '(Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?$',
    ['clock', 'zone']
  );

CREATE OR REPLACE TEMP MACRO oracle_minutes_east(zone) AS
  CASE WHEN zone IN ('', 'Z') THEN 0
       ELSE (CASE WHEN zone[1] = '-' THEN -1 ELSE 1 END)
            * (60 * CAST(zone[2:3] AS INTEGER)
               + CASE WHEN length(zone) > 3 THEN CAST(right(zone, 2) AS INTEGER) ELSE 0 END)
  END;

-- The cast drops what follows the sixth digit of a fraction: the floor, as fractions count upwards.
CREATE OR REPLACE TEMP MACRO oracle_iso_time(parts) AS
  TRY_CAST(parts.clock AS TIMESTAMP) - to_minutes(oracle_minutes_east(parts.zone));

-- Microseconds of an epoch time whose unit has `digits` decimal places down to the microsecond, floored by hand:
-- a double would move the last digit.
CREATE OR REPLACE TEMP MACRO oracle_epoch_microseconds(written, digits) AS
  (CASE WHEN written[1] = '-' THEN -1 ELSE 1 END)
  * TRY_CAST(
      ltrim(split_part(written, '.', 1), '+-') || rpad(left(split_part(written, '.', 2), digits), digits, '0')
      AS HUGEINT
    )
  - CAST(written[1] = '-' AND regexp_matches(substr(split_part(written, '.', 2), digits + 1), '[1-9]') AS INTEGER);

CREATE OR REPLACE TEMP MACRO oracle_epoch_time(written, digits) AS
  CASE WHEN regexp_full_match(written, '[+-]?[0-9]+(\.[0-9]+)?')
            AND abs(oracle_epoch_microseconds(written, digits)) <= 9223372022400000000 -- what a timestamp can hold
       THEN make_timestamp(CAST(oracle_epoch_microseconds(written, digits) AS BIGINT))
  END;

CREATE OR REPLACE TEMP MACRO oracle_time(written) AS
  CASE getvariable('oracle_time_format')
    WHEN 'iso8601' THEN oracle_iso_time(oracle_iso_parts(written))
    WHEN 'epoch_seconds' THEN oracle_epoch_time(written, 6)
    WHEN 'epoch_milliseconds' THEN oracle_epoch_time(written, 3)
  END;

-- DuckDB's parser takes a comma before a closing bracket, and NaN and infinities; JSON has neither.
CREATE OR REPLACE TEMP MACRO oracle_more_than_json(written) AS
  regexp_matches(written, ',[ \t\r\n]*[\]}]|(?i:nan|inf)');

CREATE OR REPLACE TEMP MACRO oracle_is_json_object(written) AS
  regexp_matches(written, '^[ \t\r\n]*\{')
  AND json_valid(written)
  AND CASE WHEN oracle_more_than_json(written)
           THEN NOT oracle_more_than_json(regexp_replace(written, '"(?:[^"\\]|\\.)*"', '""', 'g'))
           ELSE true
      END;

-- DuckDB gives a number's value back, not its text (1e3 as 1000.0), so numbers that are more than digits become
-- strings before the members are read.
CREATE OR REPLACE TEMP MACRO oracle_numbers_as_text(written) AS
  CASE WHEN regexp_matches(written, '"[ \t\r\n]*:[ \t\r\n]*-?[0-9]+[.eE]')
       THEN regexp_replace(written, getvariable('oracle_number_members'), '\1"\2"', 'g')
       ELSE written
  END;
