import PostgreSQL

/// The queue, and what is to be kept.
extension HealthCheck {
  static func intake(_ limits: HealthThresholds) -> [HealthCheck] {
    [
      HealthCheck(
        name: "queue_age", unit: "s", scale: .time(limits.queueAge),
        advice: "nobody works on the queue, or too few: start hotgigs worker; hotgigs status says what holds it up",
        sql: """
          SELECT extract(epoch FROM now() - min(available_at))::float8 AS value, format('%s wait', count(*)) AS detail
          FROM public.resumes WHERE status = 'pending' AND available_at <= now()
          """),
      HealthCheck(
        name: "overdue_leases", unit: "s", scale: .time(limits.overdue),
        advice: "their workers are gone, and no other takes them up: start hotgigs worker",
        sql: """
          SELECT extract(epoch FROM now() - min(leased_until))::float8 AS value, format('%s leases', count(*)) AS detail
          FROM public.resumes WHERE status = 'processing' AND leased_until < now()
          """),
      HealthCheck(
        name: "failures", unit: "percent", scale: .share(limits.failures),
        advice: "see why: hotgigs resumes list --status failed",
        // Of a few files the share says nothing.
        sql: """
          SELECT CASE WHEN count(*) >= 20 THEN 100 * count(*) FILTER (WHERE status = 'failed')::float8 / count(*) END AS value,
            format('%s of %s', count(*) FILTER (WHERE status = 'failed'), count(*)) AS detail
          FROM public.resumes
          WHERE status IN ('failed', 'completed') AND processed_at > (now() AT TIME ZONE 'UTC') - interval '1 day'
          """),
      HealthCheck(
        name: "content_removals", unit: "s", scale: .time(limits.overdue),
        advice:
          "bytes of removed documents are still stored: hotgigs db cleanup, or the next hotgigs runs undo, removes them",
        sql: """
          SELECT extract(epoch FROM now() - min(since))::float8 AS value, format('%s documents', count(*)) AS detail
          FROM public.content_removals
          """),
      HealthCheck(
        name: "backup_age", unit: "s", scale: .time(limits.backupAge),
        advice: "make one: hotgigs db backup --with-files",
        sql: """
          SELECT extract(epoch FROM now() - max(finished_at))::float8 AS value,
            CASE WHEN count(verified_at) = 0 THEN 'none was ever tried out: hotgigs db restore --verify FILE' END AS detail
          FROM public.backups WHERE status = 'finished'
          """,
        absent: (.warning, "there is no backup: make one with hotgigs db backup --with-files")),
    ]
  }
}
