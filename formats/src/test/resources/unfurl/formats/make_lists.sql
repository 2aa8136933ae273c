-- Makes the Parquet files with lists here: event i has i % 5 particles, whose numbers are sums of powers of 2.
-- Ran with DuckDB 2.0.0 (org.duckdb:duckdb_jdbc:2.0.0.1).
CREATE TABLE clouds AS SELECT i AS event,
  [(i / 8 + j)::FLOAT FOR j IN range(i % 5)] AS pt,
  [((j - i) / 16)::DOUBLE FOR j IN range(i % 5)] AS eta,
  [((i * 7 + j * 3) % 5 - 2)::INTEGER FOR j IN range(i % 5)] AS pid
  FROM range(3000) AS r(i);
COPY clouds TO 'lists_v1_zstd.parquet' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1, ROW_GROUP_SIZE 2048);
COPY clouds TO 'lists_v2_zstd.parquet' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2);
COPY clouds TO 'lists_v1_plain.parquet' (FORMAT parquet, COMPRESSION gzip, PARQUET_VERSION v1, DICTIONARY_SIZE_LIMIT 1);
COPY (SELECT i AS event,
        CASE WHEN i = 1 THEN NULL WHEN i = 2 THEN [] ELSE [i::FLOAT, NULL, 2.5] END AS pt,
        CASE WHEN i = 3 THEN [1, NULL]::INTEGER[] ELSE [i]::INTEGER[] END AS pid,
        [[1, 2], [3]] AS deep, [{'a': 1, 'b': 2}] AS several, ['a', 'b'] AS words
      FROM range(4) AS r(i))
  TO 'lists_missing.parquet' (FORMAT parquet, COMPRESSION zstd);
