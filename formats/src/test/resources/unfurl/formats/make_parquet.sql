-- Makes the Parquet files here from events.csv (see make_numpy.py).
-- Ran with DuckDB 2.0.0 (org.duckdb:duckdb_jdbc:2.0.0.1).
CREATE TABLE events AS SELECT * FROM read_csv('events.csv', header = true, columns = {
  'event_id': 'BIGINT', 'pass_truth': 'TINYINT', 'pass_reco': 'TINYINT', 'weight_mc': 'FLOAT', 'pT_ll': 'FLOAT',
  'phi_l1': 'FLOAT', 'pT_trackj1': 'FLOAT', 'tau1_trackj1': 'FLOAT', 'Ntracks_trackj1': 'INTEGER',
  'pT_ll_reco': 'FLOAT', 'Ntracks_trackj1_reco': 'INTEGER'});
COPY events TO 'events_v1_zstd.parquet' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1);
COPY events TO 'events_v1_snappy.parquet' (FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION v1);
COPY events TO 'events_v1_gzip.parquet' (FORMAT parquet, COMPRESSION gzip, PARQUET_VERSION v1);
COPY events TO 'events_v1_none.parquet' (FORMAT parquet, COMPRESSION uncompressed, PARQUET_VERSION v1);
COPY events TO 'events_v2_zstd.parquet' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2);
COPY events TO 'events_v2_plain.parquet' (FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1);
COPY events TO 'events_lz4.parquet' (FORMAT parquet, COMPRESSION lz4_raw);
CREATE TABLE kinds AS SELECT * FROM (VALUES
  ((-128)::TINYINT, (-32768)::SMALLINT, (-2147483648)::INTEGER, (-9223372036854775808)::BIGINT, 255::UTINYINT,
   65535::USMALLINT, 4294967295::UINTEGER, 9223372036854775807::UBIGINT, true, 1.5::FLOAT, 1e300::DOUBLE),
  (127::TINYINT, 32767::SMALLINT, 2147483647::INTEGER, 9223372036854775807::BIGINT, 0::UTINYINT,
   0::USMALLINT, 0::UINTEGER, 0::UBIGINT, false, 'nan'::FLOAT, '-inf'::DOUBLE))
  AS t(i1, i2, i4, i8, u1, u2, u4, u8, b1, f4, f8);
COPY kinds TO 'kinds.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT CASE WHEN i % 3 = 1 THEN NULL ELSE i::FLOAT END AS real, CASE WHEN i % 3 = 1 THEN NULL ELSE i::DOUBLE END AS wide,
             CASE WHEN i = 7 THEN NULL ELSE i::INTEGER END AS whole, CASE WHEN i = 8 THEN NULL ELSE i::BIGINT END AS big,
             CASE WHEN i = 9 THEN NULL ELSE i > 3 END AS flag FROM range(10) AS r(i))
  TO 'missing.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT 1.5::DOUBLE AS good, 'word' AS text, DATE '2026-01-01' AS day, 1.25::DECIMAL(9, 2) AS money,
             [1.0, 2.0] AS list, {'a': 1} AS nested, 18446744073709551615::UBIGINT AS beyond)
  TO 'refused.parquet' (FORMAT parquet, COMPRESSION zstd);
