import PostgreSQL

/// What goes on in the server.
extension HealthCheck {
  static func activity(_ limits: HealthThresholds) -> [HealthCheck] {
    [
      HealthCheck(
        name: "long_transactions", unit: "s", scale: .time(limits.longTransaction),
        advice: "it holds back vacuum and locks: find out who runs it, or end it with SELECT pg_terminate_backend(pid)",
        sql: """
          SELECT extract(epoch FROM clock_timestamp() - xact_start)::float8 AS value,
            format('pid %s %s: %s', pid, usename, left(query, 60)) AS detail
          FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
          ORDER BY xact_start LIMIT 1
          """),
      HealthCheck(
        name: "idle_in_transaction", unit: "s", scale: .time(limits.idleInTransaction),
        advice: "a client forgot to commit: end it with SELECT pg_terminate_backend(pid)",
        sql: """
          SELECT extract(epoch FROM clock_timestamp() - state_change)::float8 AS value,
            format('pid %s %s: %s', pid, usename, left(query, 60)) AS detail
          FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'
          ORDER BY state_change LIMIT 1
          """),
      HealthCheck(
        name: "connections", unit: "percent", scale: .share(limits.connections),
        advice: "lower database.connections of the workers, put a pooler in front, or raise max_connections",
        sql: """
          SELECT 100 * count(*)::float8 / current_setting('max_connections')::int AS value,
            format('%s of %s', count(*), current_setting('max_connections')) AS detail
          FROM pg_stat_activity WHERE backend_type = 'client backend'
          """),
      HealthCheck(
        name: "unseen_activity", unit: "count", scale: .above(0, critical: nil),
        advice: "what other roles do is hidden from this one: GRANT pg_monitor TO it, or ask as the owner",
        sql: """
          SELECT count(*)::float8 AS value, string_agg(DISTINCT usename, ', ') AS detail
          FROM pg_stat_activity WHERE datname = current_database() AND query = '<insufficient privilege>'
          """),
    ]
  }

  /// From pg_stat_statements, where it is there: mean time of the slowest.
  static func statements(_ limits: HealthThresholds, schema: String) -> HealthCheck {
    HealthCheck(
      name: "slow_statements", unit: "ms", scale: .above(limits.slowStatement / .milliseconds(1), critical: nil),
      advice: "look at its plan with EXPLAIN (ANALYZE, BUFFERS); it may lack an index, or ANALYZE",
      sql: """
        SELECT mean_exec_time AS value, format('%s calls: %s', calls, left(regexp_replace(query, '\\s+', ' ', 'g'), 80)) AS detail
        FROM \(schema).pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
        WHERE d.datname = current_database() AND query !~* '^\\s*(copy|create|alter|vacuum|analyze|reindex|cluster)'
        ORDER BY mean_exec_time DESC LIMIT 1
        """)
  }

  /// Without it: what runs at this moment.
  static func runningStatements(_ limits: HealthThresholds) -> HealthCheck {
    HealthCheck(
      name: "slow_statements", unit: "ms", scale: .above(limits.slowStatement / .milliseconds(1), critical: nil),
      advice: "look at its plan with EXPLAIN; pg_stat_statements would tell of all that ran",
      sql: """
        SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start) * 1000), 0)::float8 AS value,
          'only what runs now: for all that ran, add pg_stat_statements to shared_preload_libraries, restart the server, '
          || 'then CREATE EXTENSION pg_stat_statements' AS detail
        FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active' AND backend_type = 'client backend'
        """)
  }
}
