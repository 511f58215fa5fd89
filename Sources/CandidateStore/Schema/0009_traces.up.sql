-- How the queue fares, cheaply, and which log lines belong to a file.

-- Made when a file is found; a worker on any host logs the same.
ALTER TABLE resumes ADD COLUMN trace_id UUID;
ALTER TABLE sightings ADD COLUMN trace_id UUID; -- each file's own, a duplicate's too

-- All that hotgigs_status counts of a resume: from the index alone, rows are wide.
CREATE INDEX idx_resumes_counts ON resumes(recruiter_id, status, error_code, needs_review);

-- Counts of what the acting user may see. Beneath row-level security each count reads the whole table, so it runs as the
-- owner and holds the rules of visibility itself: the same as the policies of `resumes` and `candidates`.
CREATE FUNCTION hotgigs_status(
    OUT pending BIGINT, OUT processing BIGINT, OUT completed BIGINT, OUT failed BIGINT, OUT failures JSONB,
    OUT needs_review BIGINT, OUT candidates BIGINT, OUT oldest_wait DOUBLE PRECISION)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    me CONSTANT INTEGER := hotgigs_user_id();
    sees_all CONSTANT BOOLEAN := hotgigs_is_admin();
    shared CONSTANT INTEGER[] := hotgigs_shared_candidates(false);
BEGIN
    -- Of the three parts an admin's is the first alone, a recruiter's the other two: by idx_resumes_counts, and by
    -- idx_resumes_candidate what others share.
    WITH seen AS (
        SELECT r.status, r.error_code, r.needs_review, count(*) AS count FROM resumes r
        WHERE sees_all GROUP BY 1, 2, 3
        UNION ALL
        SELECT r.status, r.error_code, r.needs_review, count(*) FROM resumes r
        WHERE NOT sees_all AND r.recruiter_id = me GROUP BY 1, 2, 3
        UNION ALL
        SELECT r.status, r.error_code, r.needs_review, count(*) FROM resumes r
        WHERE NOT sees_all AND r.candidate_id = ANY (shared) AND r.recruiter_id IS DISTINCT FROM me GROUP BY 1, 2, 3
    )
    SELECT coalesce(sum(s.count) FILTER (WHERE s.status = 'pending'), 0),
        coalesce(sum(s.count) FILTER (WHERE s.status = 'processing'), 0),
        coalesce(sum(s.count) FILTER (WHERE s.status = 'completed'), 0),
        coalesce(sum(s.count) FILTER (WHERE s.status = 'failed'), 0),
        coalesce(sum(s.count) FILTER (WHERE s.needs_review), 0),
        coalesce((SELECT jsonb_object_agg(f.error_code, f.count)
            FROM (SELECT c.error_code, sum(c.count) AS count FROM seen c
                  WHERE c.status = 'failed' AND c.error_code IS NOT NULL GROUP BY 1) f), '{}')
    INTO pending, processing, completed, failed, needs_review, failures
    FROM seen s;

    -- By idx_candidates_recruiter.
    IF sees_all THEN
        SELECT count(*) INTO candidates FROM candidates;
    ELSE
        SELECT (SELECT count(*) FROM candidates c WHERE c.recruiter_id = me)
            + (SELECT count(*) FROM candidates c WHERE c.id = ANY (shared) AND c.recruiter_id IS DISTINCT FROM me)
        INTO candidates;
    END IF;

    -- By idx_resumes_queue and idx_resumes_queue_recruiter. What waits belongs to no candidate that could be shared, or
    -- is read again for its own recruiter.
    IF pending > 0 THEN
        SELECT greatest(0, extract(epoch FROM clock_timestamp() - min(r.available_at)))::double precision
        INTO oldest_wait
        FROM resumes r WHERE r.status = 'pending' AND (sees_all OR r.recruiter_id = me);
    END IF;
END
$$;
REVOKE ALL ON FUNCTION hotgigs_status() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hotgigs_status() TO hotgigs_app;
DO $$
DECLARE
    stranger TEXT;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION hotgigs_status() FROM %I', stranger);
    END LOOP;
END
$$;
