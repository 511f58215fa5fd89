import PostgreSQL

/// Tables, indexes and sequences.
extension HealthCheck {
  static func storage(_ limits: HealthThresholds) -> [HealthCheck] {
    [
      HealthCheck(
        name: "cache_hits", unit: "percent", scale: .below(Double(limits.cacheHits), critical: nil),
        advice: "what is read often does not fit: raise shared_buffers (a quarter of the memory)",
        // Of a few reads the ratio says nothing.
        sql: """
          SELECT CASE WHEN blks_hit + blks_read > 100000 THEN 100 * blks_hit::float8 / (blks_hit + blks_read) END AS value,
            format('%s blocks read', blks_read) AS detail
          FROM pg_stat_database WHERE datname = current_database()
          """),
      HealthCheck(
        name: "unused_indexes", unit: "count", scale: .above(0, critical: nil),
        advice: "each costs on every write: DROP INDEX what no query of yours needs",
        sql: """
          SELECT count(*)::float8 AS value,
            left(string_agg(format('%s (%s)', indexrelname, pg_size_pretty(pg_relation_size(i.indexrelid))), ', '
              ORDER BY pg_relation_size(i.indexrelid) DESC), 300) AS detail
          FROM pg_stat_user_indexes s JOIN pg_index i USING (indexrelid)
            JOIN pg_stat_database d ON d.datname = current_database()
          WHERE s.idx_scan = 0 AND NOT i.indisunique AND NOT i.indisprimary AND i.indisvalid
            AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
            AND coalesce(d.stats_reset, pg_postmaster_start_time()) <= now() - make_interval(secs => $1)
          """, parameters: [.double(limits.unusedIndex / .seconds(1))]),
      HealthCheck(
        name: "invalid_indexes", unit: "count", scale: .above(0, critical: nil),
        advice: "its making was cut short, and no query uses it: REINDEX INDEX CONCURRENTLY it, or DROP INDEX",
        sql: """
          SELECT count(*)::float8 AS value, string_agg(indexrelid::regclass::text, ', ') AS detail
          FROM pg_index WHERE NOT indisvalid
          """),
      HealthCheck(
        name: "duplicate_indexes", unit: "count", scale: .above(0, critical: nil),
        advice: "two indexes do the work of one: DROP INDEX one of them",
        sql: """
          SELECT count(*)::float8 AS value, string_agg(names, '; ') AS detail FROM (
            SELECT string_agg(indexrelid::regclass::text, ' = ' ORDER BY indexrelid) AS names
            FROM pg_index JOIN pg_class c ON c.oid = indexrelid
            WHERE relnamespace = 'public'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) -- the data model has one beside its constraint
            GROUP BY indrelid, relam, indkey::text, indclass::text, indcollation::text, indoption::text,
              pg_get_expr(indexprs, indrelid), pg_get_expr(indpred, indrelid)
            HAVING count(*) > 1) same
          """),
      HealthCheck(
        name: "dead_rows", unit: "percent", scale: .above(Double(limits.deadRows), critical: nil),
        advice: "vacuum does not keep up: VACUUM the table; see long_transactions, and autovacuum's settings",
        sql: """
          SELECT 100 * n_dead_tup::float8 / (n_live_tup + n_dead_tup) AS value,
            format('%s: %s dead rows', relname, n_dead_tup) AS detail
          FROM pg_stat_user_tables WHERE n_dead_tup > 1000 ORDER BY 1 DESC LIMIT 1
          """),
      HealthCheck(
        name: "vacuum_age", unit: "s", scale: .time(limits.vacuumAge),
        advice: "autovacuum did not come by: is it on? VACUUM (ANALYZE) the table",
        // A table with little to clear is left alone for good reason.
        sql: """
          SELECT extract(epoch FROM now() - coalesce(greatest(last_vacuum, last_autovacuum), d.stats_reset,
              pg_postmaster_start_time()))::float8 AS value,
            format('%s: %s dead rows', relname, n_dead_tup) AS detail
          FROM pg_stat_user_tables JOIN pg_stat_database d ON d.datname = current_database()
          WHERE n_dead_tup > 1000 ORDER BY 1 DESC LIMIT 1
          """),
      HealthCheck(
        name: "unanalyzed_rows", unit: "percent", scale: .above(Double(limits.unanalyzedRows), critical: nil),
        advice: "the planner guesses: ANALYZE the table",
        sql: """
          SELECT 100 * n_mod_since_analyze::float8 / greatest(n_live_tup, 1) AS value,
            format('%s: %s rows changed', relname, n_mod_since_analyze) AS detail
          FROM pg_stat_user_tables WHERE n_mod_since_analyze > 1000 ORDER BY 1 DESC LIMIT 1
          """),
      HealthCheck(
        name: "transaction_age", unit: "millions",
        scale: .above(Double(limits.transactionAge), critical: Double(limits.transactionAge + 2000) / 2),
        advice: "the server stops taking writes at 2,000 millions: end old transactions, then VACUUM (FREEZE)",
        sql: """
          SELECT age(datfrozenxid)::float8 / 1e6 AS value, NULL::text AS detail
          FROM pg_database WHERE datname = current_database()
          """),
      HealthCheck(
        name: "sequences", unit: "percent", scale: .share(limits.sequence),
        advice: "its numbers run out: change column and sequence to bigint in a migration",
        sql: """
          SELECT 100 * last_value::float8 / max_value AS value, format('%s: %s of %s', sequencename, last_value, max_value) AS detail
          FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1 DESC LIMIT 1
          """),
    ]
  }
}
