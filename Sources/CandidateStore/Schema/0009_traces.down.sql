DROP FUNCTION hotgigs_status();
DROP INDEX idx_resumes_counts;
ALTER TABLE sightings DROP COLUMN trace_id;
ALTER TABLE resumes DROP COLUMN trace_id;
