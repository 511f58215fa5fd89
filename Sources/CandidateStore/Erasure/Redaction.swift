/// SQL that takes a person out of rows that stay: `$1` are the numbers of their resumes.
enum Redaction {
  /// What a person gave as the paths of a run, without the names of these files. Before ``sightings``, which forgets them.
  static let runs = #"""
    UPDATE runs u SET detail = hotgigs_scrubbed(u.detail, g.names)
    FROM (
      SELECT s.run_id, array_agg(DISTINCT regexp_replace(s.filename, '([][{}()*+?.\\^$|])', '\\\1', 'g')) AS names
      FROM sightings s WHERE s.resume_id = ANY ($1::integer[]) AND s.filename <> '[erased]' GROUP BY s.run_id) g
    WHERE u.id = g.run_id AND u.detail ~* ANY (g.names)
    """#

  /// That a file was seen stays, with what became of it; neither its name nor where it lay.
  static let sightings = "UPDATE sightings SET \(sighting) WHERE resume_id = ANY ($1::integer[])"

  /// What is set in a sighting.
  static let sighting = """
    filename = '[erased]', source_ref = NULL, file_size = NULL, source_checksum = NULL, source_modified_at = NULL,
      former = NULL,
      detail = CASE WHEN outcome = 'failed' THEN split_part(detail, ': ', 1) || ': erased' ELSE 'erased' END
    """
}
