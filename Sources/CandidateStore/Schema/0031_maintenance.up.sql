-- What `hotgigs db cleanup` takes, as the worker: applications move to their archive, old entries of error_logs go.
GRANT SELECT ON applications TO hotgigs_worker;
GRANT SELECT (resume_url), INSERT ON applications_archive TO hotgigs_worker;
CREATE POLICY worker_insert ON applications_archive FOR INSERT TO hotgigs_worker WITH CHECK (true);
GRANT SELECT (id, created_at), DELETE ON error_logs TO hotgigs_worker;
CREATE POLICY worker_select ON error_logs FOR SELECT TO hotgigs_worker USING (true);
CREATE POLICY worker_delete ON error_logs FOR DELETE TO hotgigs_worker USING (true);

-- Pages of logs, newest first, and what is old in them. A resume that failed long ago is found among the failed.
CREATE INDEX idx_error_logs_created ON error_logs(created_at, id);
CREATE INDEX idx_audit_logs_created ON audit_logs(created_at, id);
CREATE INDEX idx_archive_candidate ON applications_archive(candidate_id);

-- Each file that fails leaves an entry in error_logs, whoever writes its row; by its numbers, which name nobody. What an undo
-- gives back has failed before.
CREATE FUNCTION hotgigs_log_failure() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO error_logs (severity, category, error_code, message, user_id, request_data)
    VALUES (
        CASE WHEN NEW.error_code = 'infected' THEN 'critical' WHEN NEW.error_code IN ('crashed', 'invalid_data') THEN 'error'
            WHEN NEW.error_code = 'suppressed' THEN 'info' ELSE 'warning' END,
        'file_upload', NEW.error_code, format('resume %s failed', NEW.id), NEW.uploaded_by,
        jsonb_strip_nulls(jsonb_build_object('resume_id', NEW.id, 'run_id', NEW.run_id, 'trace_id', NEW.trace_id)));
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION hotgigs_log_failure() FROM PUBLIC;
CREATE TRIGGER log_refusal AFTER INSERT ON resumes
    FOR EACH ROW WHEN (NEW.status = 'failed') EXECUTE FUNCTION hotgigs_log_failure();
CREATE TRIGGER log_failure AFTER UPDATE OF status ON resumes
    FOR EACH ROW WHEN (OLD.status IN ('pending', 'processing') AND NEW.status = 'failed')
    EXECUTE FUNCTION hotgigs_log_failure();
DO $$
DECLARE
    stranger TEXT;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION hotgigs_log_failure() FROM %I', stranger);
    END LOOP;
END
$$;
