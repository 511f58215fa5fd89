-- What intake needs beyond the data model: whose a resume is, the queue that `resumes` is, runs and sightings,
-- what each document said of a candidate. Columns of ours are TIMESTAMPTZ.

-- Lower case without accents, for matching: "Łukasz Peña-Müller" and "lukasz pena-muller" are the same. Names that
-- a tokenizer would break ("C++", "C#", ".NET") become words.
CREATE FUNCTION hotgigs_fold(value TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT replace(replace(replace(
        translate(
            regexp_replace(normalize(replace(replace(replace(lower(value), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), NFKD),
                '[\u0300-\u036f]', '', 'g'),
            'øłđðıþ', 'olddit'),
        'c++', 'cplusplus'), 'c#', 'csharp'), '.net', 'dotnet')
$$;
REVOKE ALL ON FUNCTION hotgigs_fold(TEXT) FROM PUBLIC;

ALTER TABLE users ADD COLUMN company_id INTEGER REFERENCES companies(id);
CREATE INDEX idx_users_company ON users(company_id);

-- Every ingest, watch day, sync and reprocess: who did what for whom, and what came of it.
CREATE TABLE runs (
    id SERIAL PRIMARY KEY,
    kind VARCHAR(50) NOT NULL, -- 'ingest', 'watch', 'drive', 'reprocess', 'worker'
    user_id INTEGER REFERENCES users(id), -- who
    recruiter_id INTEGER REFERENCES users(id), -- for whom
    detail TEXT, -- of what: the paths or folders given
    status VARCHAR(50) NOT NULL DEFAULT 'running', -- 'running', 'finished', 'failed', 'cancelled'
    counts JSONB NOT NULL DEFAULT '{}',
    started_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    finished_at TIMESTAMPTZ
);
CREATE INDEX idx_runs_recruiter ON runs(recruiter_id);
CREATE INDEX idx_runs_user ON runs(user_id);

-- The queue. `leased_until` is by the server's clock; whoever completes a row must hold its `lease_token`.
ALTER TABLE resumes
    ADD COLUMN recruiter_id INTEGER REFERENCES users(id), -- whose it is; uploaded_by is who brought it
    ADD COLUMN candidate_id INTEGER REFERENCES candidates(id),
    ADD COLUMN run_id INTEGER REFERENCES runs(id),
    ADD COLUMN content_sha256 BYTEA CHECK (octet_length(content_sha256) = 32), -- NULL: no bytes are stored
    ADD COLUMN source VARCHAR(50),
    ADD COLUMN source_ref TEXT,
    ADD COLUMN source_modified_at TIMESTAMPTZ,
    ADD COLUMN error_code VARCHAR(50),
    ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0, -- how often it was claimed
    ADD COLUMN reader_deaths INTEGER NOT NULL DEFAULT 0, -- how many readers died while holding it
    ADD COLUMN available_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN leased_until TIMESTAMPTZ,
    ADD COLUMN lease_token UUID,
    ADD COLUMN leased_by TEXT,
    ADD COLUMN parser_version VARCHAR(50),
    ADD COLUMN document_date VARCHAR(10) CHECK (document_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'), -- as precise as it is known
    ADD COLUMN raw_text TEXT,
    ADD COLUMN confidence REAL,
    ADD COLUMN needs_review BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN warnings JSONB,
    ADD COLUMN email_override TEXT, -- the address that a person supplied for its next reading
    ADD COLUMN merge_override BOOLEAN NOT NULL DEFAULT false, -- a person said: the same candidate, merge
    ADD CONSTRAINT resumes_recruiter_content_key UNIQUE (recruiter_id, content_sha256);
-- One row for what has no bytes, however often it is seen. The reference is hashed: a path can be longer than a key.
CREATE UNIQUE INDEX resumes_unstored_key
    ON resumes(recruiter_id, hashtextextended(source_ref, 0), file_size, source_modified_at) NULLS NOT DISTINCT
    WHERE content_sha256 IS NULL AND recruiter_id IS NOT NULL;
CREATE INDEX idx_resumes_queue ON resumes(available_at, id) WHERE status = 'pending';
CREATE INDEX idx_resumes_leases ON resumes(leased_until) WHERE status = 'processing';
CREATE INDEX idx_resumes_error ON resumes(error_code) WHERE error_code IS NOT NULL;
CREATE INDEX idx_resumes_review ON resumes(id) WHERE needs_review;
CREATE INDEX idx_resumes_run ON resumes(run_id);
CREATE INDEX idx_resumes_candidate ON resumes(candidate_id);

-- One per file seen, so that a duplicate too has an answer. Outlives the resume's row.
CREATE TABLE sightings (
    id BIGSERIAL PRIMARY KEY,
    resume_id INTEGER REFERENCES resumes(id) ON DELETE SET NULL,
    run_id INTEGER REFERENCES runs(id),
    recruiter_id INTEGER REFERENCES users(id),
    source VARCHAR(50) NOT NULL,
    source_ref TEXT,
    filename VARCHAR(255) NOT NULL,
    file_size BIGINT,
    source_checksum TEXT,
    source_modified_at TIMESTAMPTZ,
    seen_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    outcome VARCHAR(50) NOT NULL DEFAULT 'pending', -- 'pending', 'created', 'updated', 'unchanged', 'failed', 'duplicate'
    detail TEXT
);
CREATE INDEX idx_sightings_resume ON sightings(resume_id);
CREATE INDEX idx_sightings_run ON sightings(run_id);
CREATE INDEX idx_sightings_recruiter ON sightings(recruiter_id);

-- Candidates: the key of deduplication, what each document said, what a person decided.
ALTER TABLE candidates
    ADD COLUMN email_key TEXT, -- the address case folded, its domain in ASCII; plus-tags and dots kept
    ADD COLUMN contributions JSONB NOT NULL DEFAULT '{}', -- what each document said, by its sha256, an element per reading; the columns follow from it
    ADD COLUMN field_dates JSONB NOT NULL DEFAULT '{}', -- field: the date of the document its value is from
    ADD COLUMN edited_fields JSONB NOT NULL DEFAULT '{}', -- field: when a person edited it
    ADD COLUMN needs_review BOOLEAN NOT NULL DEFAULT false;
UPDATE candidates SET email_key = lower(btrim(email));
ALTER TABLE candidates
    ALTER COLUMN email_key SET NOT NULL,
    ADD CONSTRAINT candidates_recruiter_email_key UNIQUE NULLS NOT DISTINCT (recruiter_id, email_key);
CREATE UNIQUE INDEX idx_candidates_user ON candidates(user_id) WHERE user_id IS NOT NULL;

-- Keys by which the same person is suspected under another address.
ALTER TABLE candidates
    ADD COLUMN name_key TEXT GENERATED ALWAYS AS (left(hotgigs_fold(full_name), 255)) STORED,
    ADD COLUMN phone_key TEXT GENERATED ALWAYS AS (
        CASE WHEN length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 7
             THEN right(regexp_replace(phone, '[^0-9]', '', 'g'), 9) END) STORED,
    ADD COLUMN linkedin_key TEXT GENERATED ALWAYS AS (
        lower(substring(linkedin_url FROM '(?i)linkedin\.com/(?:in|pub)/([^/?#]+)'))) STORED;
CREATE INDEX idx_candidates_name_key ON candidates(recruiter_id, name_key);
CREATE INDEX idx_candidates_phone_key ON candidates(recruiter_id, phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX idx_candidates_linkedin_key ON candidates(recruiter_id, linkedin_key) WHERE linkedin_key IS NOT NULL;

-- Full-text search over name and title, skills, companies, summary, in that order of weight. A tsvector holds 1 MB.
ALTER TABLE candidates
    ADD COLUMN search TSVECTOR GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, hotgigs_fold(full_name || ' ' || coalesce(title, ''))), 'A')
        || setweight(to_tsvector('simple'::regconfig, left(hotgigs_fold(coalesce(skills::text, '')), 50000)), 'B')
        || setweight(to_tsvector('simple'::regconfig,
               left(hotgigs_fold(coalesce(jsonb_path_query_array(experience, '$[*].name')::text, '')), 50000)), 'C')
        || setweight(to_tsvector('simple'::regconfig, left(hotgigs_fold(coalesce(summary, '')), 50000)), 'D')
    ) STORED;
CREATE INDEX idx_candidates_search ON candidates USING gin(search);
CREATE INDEX idx_candidates_skills ON candidates USING gin(skills);
CREATE INDEX idx_activity_candidate ON candidate_activity(candidate_id, created_at);
CREATE INDEX idx_activity_user ON candidate_activity(user_id);
CREATE INDEX idx_notes_candidate ON candidate_notes(candidate_id);

-- A row of another program's, without a key, gets one; what anyone but the worker changes is a person's decision,
-- which no import overwrites.
CREATE FUNCTION hotgigs_keep_candidate() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    field TEXT;
    before JSONB;
    after JSONB;
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
                NEW.edited_fields := NEW.edited_fields || jsonb_build_object(field,
                    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION hotgigs_keep_candidate() FROM PUBLIC;
CREATE TRIGGER keep_candidate BEFORE INSERT OR UPDATE ON candidates
    FOR EACH ROW EXECUTE FUNCTION hotgigs_keep_candidate();

-- Two candidates of one recruiter who may be the same person, for a person to decide.
CREATE TABLE possible_duplicates (
    id SERIAL PRIMARY KEY,
    candidate_id INTEGER NOT NULL REFERENCES candidates(id),
    other_id INTEGER NOT NULL REFERENCES candidates(id),
    reason VARCHAR(50) NOT NULL, -- 'phone', 'linkedin', 'name_employer'
    status VARCHAR(50) NOT NULL DEFAULT 'open', -- 'open', 'merged', 'different'
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    decided_by INTEGER REFERENCES users(id),
    decided_at TIMESTAMPTZ,
    CHECK (candidate_id < other_id),
    UNIQUE (candidate_id, other_id, reason)
);
CREATE INDEX idx_possible_duplicates_other ON possible_duplicates(other_id);

-- Keyed hashes of an erased person's addresses and documents: no folder or sync brings them back.
CREATE TABLE suppressions (
    id SERIAL PRIMARY KEY,
    kind VARCHAR(50) NOT NULL, -- 'email', 'document'
    key_hash BYTEA NOT NULL,
    reason TEXT,
    created_by INTEGER REFERENCES users(id),
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (kind, key_hash)
);

-- Who works on the queue, and when they last said so.
CREATE TABLE workers (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name TEXT NOT NULL,
    host TEXT,
    process_id INTEGER,
    parser_version VARCHAR(50),
    started_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    heartbeat_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    stopped_at TIMESTAMPTZ
);

CREATE TABLE backups (
    id SERIAL PRIMARY KEY,
    location TEXT NOT NULL,
    status VARCHAR(50) NOT NULL DEFAULT 'running', -- 'running', 'finished', 'failed'
    size BIGINT,
    sha256 BYTEA,
    error_message TEXT,
    started_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    finished_at TIMESTAMPTZ
);

-- Applications older than a year move here. No foreign keys: it outlives what it names.
CREATE TABLE applications_archive (
    id INTEGER PRIMARY KEY,
    job_id INTEGER,
    candidate_id INTEGER,
    status VARCHAR(50),
    cover_letter TEXT,
    resume_url VARCHAR(500),
    applied_at TIMESTAMP,
    updated_at TIMESTAMP,
    archived_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- The documents themselves where `storage: database`, each once.
CREATE TABLE document_contents (
    sha256 BYTEA PRIMARY KEY CHECK (octet_length(sha256) = 32),
    bytes BYTEA NOT NULL,
    size BIGINT NOT NULL,
    stored_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- Resumes are compressed formats already.
ALTER TABLE document_contents ALTER COLUMN bytes SET STORAGE EXTERNAL;

ALTER TABLE google_drive_syncs ADD COLUMN page_token TEXT;
