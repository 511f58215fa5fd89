-- What people do to candidates: edits that are given back to imports, and a history that says who did what.

-- As before; but whoever says themselves which fields are edited is believed, so that a field can be given back to imports, and
-- one can be kept from them as it is.
CREATE OR REPLACE FUNCTION hotgigs_keep_candidate() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    field TEXT;
    before JSONB;
    after JSONB;
    edit JSONB;
BEGIN
    IF NEW.email_key IS NULL
        OR (TG_OP = 'UPDATE' AND NEW.email IS DISTINCT FROM OLD.email AND NEW.email_key = OLD.email_key) THEN
        NEW.email_key := lower(btrim(NEW.email));
    END IF;
    IF TG_OP = 'UPDATE' AND current_user <> 'hotgigs_worker'
        AND NEW.edited_fields IS NOT DISTINCT FROM OLD.edited_fields THEN
        before := to_jsonb(OLD);
        after := to_jsonb(NEW);
        FOREACH field IN ARRAY ARRAY['full_name', 'email', 'phone', 'location', 'title', 'summary', 'skills',
            'experience', 'education', 'certifications', 'languages', 'linkedin_url', 'github_url', 'portfolio_url']
        LOOP
            IF before -> field IS DISTINCT FROM after -> field THEN
                edit := jsonb_build_object(field,
                    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
                NEW.edited_fields := NEW.edited_fields || edit;
                NEW.field_dates := NEW.field_dates || edit;
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END
$$;

-- The addresses of those who worked with a candidate whom the acting recruiter or admin sees: `users` itself shows others to
-- admins alone, and a history without names is none.
CREATE FUNCTION hotgigs_actors(candidate INTEGER) RETURNS TABLE (user_id INTEGER, email TEXT)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT u.id, u.email::text FROM users u
    WHERE (SELECT hotgigs_user_id()) IS NOT NULL
        AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate
            AND (c.recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin())
                OR c.id = ANY ((SELECT hotgigs_shared_candidates(false))::integer[])))
        AND u.id IN (
            SELECT a.user_id FROM candidate_activity a WHERE a.candidate_id = candidate
            UNION SELECT n.created_by FROM candidate_notes n WHERE n.candidate_id = candidate
            UNION SELECT t.created_by FROM candidate_tags t WHERE t.candidate_id = candidate)
$$;
REVOKE ALL ON FUNCTION hotgigs_actors(INTEGER) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hotgigs_actors(INTEGER) TO hotgigs_app;
DO $$
DECLARE
    stranger TEXT;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION hotgigs_actors(INTEGER) FROM %I', stranger);
    END LOOP;
END
$$;
