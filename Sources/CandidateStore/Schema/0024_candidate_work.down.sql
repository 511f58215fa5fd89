DROP FUNCTION hotgigs_actors(INTEGER);

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
    IF TG_OP = 'UPDATE' AND current_user <> 'hotgigs_worker' THEN
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
