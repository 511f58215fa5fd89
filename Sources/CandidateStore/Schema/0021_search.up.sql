-- Search over everything that is known of a candidate: words in one column, facets in another, one index over both.

-- How many months somebody worked, overlaps counted once; a year alone stands for its middle. A position that goes on
-- ends with `as_of`, the date of the document it is from, or else with the latest date of any position.
CREATE FUNCTION hotgigs_experience_months(experience JSONB, as_of TEXT) RETURNS INTEGER
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (WITH dates AS (
        SELECT substring(job ->> 'startDate' FROM '^\d{4}(?:-(?:0[1-9]|1[0-2]))?') AS start,
            substring(job ->> 'endDate' FROM '^\d{4}(?:-(?:0[1-9]|1[0-2]))?') AS finish,
            job ->> 'current' = 'true' AS goes_on
        FROM jsonb_path_query(experience, '$[*]') job
    ), present AS (
        SELECT CASE WHEN given.day IS NULL OR left(max(d.start), 4)::integer > left(given.day, 4)::integer + 1
            THEN max(greatest(d.start, d.finish)) ELSE given.day END AS day
        FROM dates d RIGHT JOIN (SELECT substring(as_of FROM '^\d{4}(?:-(?:0[1-9]|1[0-2]))?') AS day) given ON true
        GROUP BY given.day
    ), known AS (
        SELECT left(d.start, 4)::integer AS first_year, nullif(substr(d.start, 6), '')::integer AS first_month,
            left(f.finish, 4)::integer AS last_year, nullif(substr(f.finish, 6), '')::integer AS last_month
        FROM dates d, present p,
            LATERAL (SELECT CASE WHEN d.goes_on THEN p.day ELSE least(d.finish, p.day) END AS finish) f
        WHERE d.start IS NOT NULL AND f.finish IS NOT NULL
    ), spans AS (
        SELECT first_year * 12 + CASE
                WHEN first_month IS NOT NULL THEN first_month - 1
                WHEN last_year > first_year THEN 6 WHEN last_month IS NULL THEN 3 WHEN last_month > 6 THEN 6 ELSE 0 END AS first,
            last_year * 12 + CASE
                WHEN last_month IS NOT NULL THEN last_month
                WHEN last_year > first_year THEN 6 WHEN first_month IS NULL THEN 9 WHEN first_month <= 6 THEN 6 ELSE 12 END
                AS finish
        FROM known
    )
    SELECT sum(upper(span) - lower(span))::integer
    FROM (SELECT unnest(range_agg(int4range(first, finish))) AS span FROM spans WHERE finish > first) united);
END
$$;

-- As before; plain ASCII, most of what there is, needs no normalisation: a fifth of the time.
CREATE OR REPLACE FUNCTION hotgigs_fold(value TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT replace(replace(replace(
        CASE WHEN octet_length(value) = length(value) THEN lower(value) ELSE translate(
            regexp_replace(normalize(replace(replace(replace(lower(value), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), NFKD),
                '[\u0300-\u036f]', '', 'g'),
            'øłđðıþ', 'olddit') END,
        'c++', 'cplusplus'), 'c#', 'csharp'), '.net', 'dotnet')
$$;

-- The functions below are PL/pgSQL, which keeps their plans: SQL functions that call each other are planned anew for
-- each row. They name the schema, since a restored dump computes generated columns with an empty search path; to set one
-- for each call costs as much as the rest.

-- All strings of a JSON value, whatever its shape.
CREATE FUNCTION hotgigs_strings(value JSONB) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (SELECT string_agg(element #>> '{}', ' ')
        FROM jsonb_path_query(value, 'strict $.** ? (@.type() == "string")') element);
END
$$;

-- The words of a text as facets of one kind: 'title:senior', 'title:engineer'.
CREATE FUNCTION hotgigs_facet_words(kind TEXT, value TEXT) RETURNS TEXT[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN ARRAY(SELECT kind || ':' || word
        FROM unnest(tsvector_to_array(to_tsvector('simple'::regconfig, left(public.hotgigs_fold(value), 10000)))) word);
END
$$;

-- Whole values as facets of one kind: 'skill:machine learning'.
CREATE FUNCTION hotgigs_facet_values(kind TEXT, given TEXT[]) RETURNS TEXT[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN ARRAY(SELECT kind || ':' || left(btrim(regexp_replace(public.hotgigs_fold(value), '\s+', ' ', 'g')), 100)
        FROM unnest(given) value);
END
$$;

-- What a candidate is found by beside words. `block` is a range of 4,096 ids: a search with very many matches takes them
-- a few blocks at a time.
CREATE FUNCTION hotgigs_facets(
    id INTEGER, recruiter_id INTEGER, source TEXT, needs_review BOOLEAN, title TEXT, location TEXT, skills JSONB,
    experience JSONB, as_of TEXT, updated_at TIMESTAMP) RETURNS TEXT[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    months CONSTANT INTEGER := public.hotgigs_experience_months(experience, as_of);
BEGIN
    RETURN array_remove(ARRAY[
            'block:' || (id >> 12), 'recruiter:' || recruiter_id, 'source:' || source,
            CASE WHEN needs_review THEN 'review' END,
            'years:' || CASE WHEN months > 720 THEN 60 ELSE months / 12 END,
            'updated:' || (extract(year FROM updated_at) * 12 + extract(month FROM updated_at))::integer], NULL)
        || public.hotgigs_facet_values('skill', ARRAY(
            SELECT skill #>> '{}' FROM jsonb_path_query(skills, '$[*] ? (@.type() == "string")') skill LIMIT 500))
        || public.hotgigs_facet_words('title', concat_ws(' ', title,
            (SELECT string_agg(element #>> '{}', ' ') FROM jsonb_path_query(experience, '$[*].position') element)))
        || public.hotgigs_facet_words('company',
            (SELECT string_agg(element #>> '{}', ' ') FROM jsonb_path_query(experience, '$[*].name') element))
        || public.hotgigs_facet_words('location', location);
END
$$;

-- The words of what a candidate's columns show; a tsvector holds 1 MB.
CREATE FUNCTION hotgigs_words(VARIADIC texts TEXT[]) RETURNS TSVECTOR
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN to_tsvector('simple'::regconfig, left(public.hotgigs_fold(array_to_string(texts, ' ')), 40000));
END
$$;

-- The words of the text of documents.
CREATE FUNCTION hotgigs_text_words(value TEXT) RETURNS TSVECTOR
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN to_tsvector('simple'::regconfig, left(public.hotgigs_fold(left(value, 60000)), 60000));
END
$$;

-- What the documents of a candidate say, the newest first; without those that are about to be read again.
CREATE FUNCTION hotgigs_document_words(candidate INTEGER, except_resumes INTEGER[] DEFAULT '{}') RETURNS TSVECTOR
LANGUAGE sql STABLE
SET search_path = public, pg_temp
AS $$
    SELECT hotgigs_text_words(string_agg(left(r.raw_text, 60000), ' ' ORDER BY r.id DESC))
    FROM resumes r WHERE r.candidate_id = candidate AND r.raw_text IS NOT NULL AND r.id <> ALL (except_resumes)
$$;

ALTER TABLE candidates
    ADD COLUMN document_words TSVECTOR, -- of all that its documents say; the commit fills it
    ADD COLUMN experience_months INTEGER
        GENERATED ALWAYS AS (hotgigs_experience_months(experience, field_dates ->> 'experience')) STORED,
    ADD COLUMN facets TEXT[] GENERATED ALWAYS AS (hotgigs_facets(id, recruiter_id, source, needs_review, title, location,
        skills, experience, field_dates ->> 'experience', updated_at)) STORED,
    ADD COLUMN words TSVECTOR GENERATED ALWAYS AS (
        hotgigs_words(full_name, email, title, location, hotgigs_strings(skills), hotgigs_strings(experience),
            hotgigs_strings(education), hotgigs_strings(certifications), hotgigs_strings(languages), summary)
        || coalesce(document_words, ''::tsvector)) STORED;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)) THEN
        ALTER TABLE candidates
            ALTER COLUMN document_words SET COMPRESSION lz4,
            ALTER COLUMN facets SET COMPRESSION lz4,
            ALTER COLUMN words SET COMPRESSION lz4;
    END IF;
END
$$;
UPDATE candidates c SET document_words = hotgigs_document_words(c.id)
WHERE EXISTS (SELECT FROM resumes r WHERE r.candidate_id = c.id AND r.raw_text IS NOT NULL);

-- `search` only ranks from now on.
DROP INDEX idx_candidates_search;
DROP INDEX idx_candidates_skills;
CREATE INDEX idx_candidates_words ON candidates USING gin(words, facets);
CREATE INDEX idx_candidates_recruiter_number ON candidates(recruiter_id, id);
CREATE INDEX idx_candidates_name ON candidates(name_key, id);
CREATE INDEX idx_tags_tag ON candidate_tags(lower(tag), candidate_id);

-- A document that leaves a candidate, or goes, takes its words along. One that is read for the first time is the commit's.
CREATE FUNCTION hotgigs_move_document_words() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE candidates c SET document_words = hotgigs_document_words(c.id)
    WHERE c.id = OLD.candidate_id OR (TG_OP = 'UPDATE' AND c.id = NEW.candidate_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER move_document_words AFTER UPDATE OF candidate_id ON resumes
    FOR EACH ROW WHEN (OLD.candidate_id IS NOT NULL AND OLD.candidate_id IS DISTINCT FROM NEW.candidate_id)
    EXECUTE FUNCTION hotgigs_move_document_words();
CREATE TRIGGER remove_document_words AFTER DELETE ON resumes
    FOR EACH ROW WHEN (OLD.candidate_id IS NOT NULL) EXECUTE FUNCTION hotgigs_move_document_words();

-- What somebody types as a query: words, "a phrase", or, -without, begin*. NULL where no word is in it.
CREATE FUNCTION hotgigs_query(typed TEXT) RETURNS TSQUERY
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN numnode(q) > 0 THEN q END
    FROM (SELECT regexp_replace(
        websearch_to_tsquery('simple'::regconfig,
            regexp_replace(hotgigs_fold(typed), '([[:alnum:]]{2,})\*', '\1zzbegins', 'g'))::text,
        '''([^'']+)zzbegins''', '''\1'':*', 'g')::tsquery AS q) made
$$;

-- Finds candidates. Beneath row-level security no GIN index is used, so it runs as the owner and holds the rule of
-- visibility itself: the same as the policy of `candidates`. Only the clauses that are asked for become SQL, planned with
-- their values each time: what is best for a rare word is a hundred times too slow for a common one.
--
-- criteria: query, skills [], any_skills [], title, company, location, min_years, max_years, source, tags [], recruiter,
--   needs_review, since and until (first day, and the one after the last) of date 'updated' (default), 'added', 'document'
-- sort: 'relevance', 'newest', 'name', 'number'
-- after: the place of the last row of the page before: id, and rank, high, low, or name
--
-- By relevance, very many matches are ranked window by window, the newest about a thousand first: to rank each of 100,000
-- takes a second, and nobody reads so far. A window is the range of blocks `low` to `high`.
CREATE FUNCTION hotgigs_find_candidates(criteria JSONB, sort TEXT, most INTEGER, after JSONB DEFAULT NULL)
RETURNS TABLE (id INTEGER, rank REAL, high INTEGER, low INTEGER, name TEXT)
LANGUAGE plpgsql SECURITY DEFINER ROWS 50 -- and volatile: EXPLAIN demands it
SET search_path = public, pg_temp
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
    me CONSTANT INTEGER := hotgigs_user_id();
    sees_all CONSTANT BOOLEAN := hotgigs_is_admin();
    owner CONSTANT INTEGER := CASE WHEN sees_all THEN (criteria ->> 'recruiter')::integer ELSE me END;
    shared INTEGER[] := CASE WHEN sees_all THEN '{}'::integer[] ELSE hotgigs_shared_candidates(false) END;
    sought CONSTANT TSQUERY := hotgigs_query(criteria ->> 'query');
    required TEXT[]; -- facets, all of them
    skills TEXT[]; -- facets, any of them; so the next two
    years TEXT[];
    months TEXT[];
    since CONSTANT TIMESTAMP := (criteria ->> 'since')::timestamp;
    until CONSTANT TIMESTAMP := (criteria ->> 'until')::timestamp;
    matching TEXT := ''; -- the clauses, whoever's the candidate is
    tags CONSTANT TEXT[] := ARRAY(SELECT jsonb_array_elements_text(criteria -> 'tags'));
    first_tag TEXT := ''; -- the clause of the first tag, and those of the others
    other_tags TEXT := '';
    tagging TEXT;
    tagged INTEGER[]; -- who of a window has the first tag
    mine TEXT := ''; -- and those of the acting user's own
    branch TEXT;
    expected DOUBLE PRECISION;
    plan JSON;
    top INTEGER; -- blocks
    bottom INTEGER;
    span INTEGER;
    taken INTEGER := 0;
    added INTEGER;
    last_rank REAL := (after ->> 'rank')::real;
    last_id INTEGER := (after ->> 'id')::integer;
    last_name CONSTANT TEXT := after ->> 'name';
BEGIN
    IF me IS NULL OR most < 1 OR (sought IS NULL AND btrim(criteria ->> 'query') <> '') THEN RETURN; END IF;
    required := hotgigs_facet_values('skill', ARRAY(SELECT jsonb_array_elements_text(criteria -> 'skills')))
        || hotgigs_facet_words('title', criteria ->> 'title') || hotgigs_facet_words('company', criteria ->> 'company')
        || hotgigs_facet_words('location', criteria ->> 'location')
        || CASE WHEN criteria ? 'source' THEN ARRAY['source:' || (criteria ->> 'source')] ELSE '{}' END
        || CASE WHEN criteria ->> 'needs_review' = 'true' THEN ARRAY['review'] ELSE '{}' END;
    IF sought IS NOT NULL THEN matching := matching || ' AND c.words @@ $1'; END IF;
    IF required <> '{}' THEN matching := matching || ' AND c.facets @> $2'; END IF;
    IF criteria ? 'any_skills' THEN
        skills := hotgigs_facet_values('skill', ARRAY(SELECT jsonb_array_elements_text(criteria -> 'any_skills')));
        matching := matching || ' AND c.facets && $3';
    END IF;
    IF criteria ? 'min_years' OR criteria ? 'max_years' THEN
        years := ARRAY(SELECT 'years:' || year FROM generate_series(
            least(coalesce((criteria ->> 'min_years')::integer, 0), 60),
            least(coalesce((criteria ->> 'max_years')::integer, 60), 60)) year);
        matching := matching || ' AND c.facets && $4';
    END IF;
    IF (since IS NOT NULL OR until IS NOT NULL) THEN
        CASE coalesce(criteria ->> 'date', 'updated')
        WHEN 'updated' THEN
            months := ARRAY(SELECT 'updated:' || (extract(year FROM month) * 12 + extract(month FROM month))::integer
                FROM generate_series(date_trunc('month', greatest(since, '2000-01-01')),
                    least(until, LOCALTIMESTAMP + interval '1 day'), interval '1 month') month);
            matching := matching || ' AND c.facets && $5';
            IF since IS NOT NULL THEN matching := matching || ' AND c.updated_at >= $6'; END IF;
            IF until IS NOT NULL THEN matching := matching || ' AND c.updated_at < $7'; END IF;
        WHEN 'added' THEN
            IF since IS NOT NULL THEN matching := matching || ' AND c.created_at >= $6'; END IF;
            IF until IS NOT NULL THEN matching := matching || ' AND c.created_at < $7'; END IF;
        ELSE
            matching := matching || ' AND EXISTS (SELECT FROM resumes r WHERE r.candidate_id = c.id'
                || CASE WHEN since IS NOT NULL THEN ' AND left(r.document_date || ''-01-01'', 10) >= to_char($6, ''YYYY-MM-DD'')' ELSE '' END
                || CASE WHEN until IS NOT NULL THEN ' AND left(r.document_date || ''-01-01'', 10) < to_char($7, ''YYYY-MM-DD'')' ELSE '' END || ')';
        END CASE;
    END IF;
    FOR place IN 1 .. cardinality(tags) LOOP
        tagging := format(' AND c.id IN (SELECT t.candidate_id FROM candidate_tags t WHERE lower(t.tag) = lower($16[%s]))', place);
        IF place = 1 THEN first_tag := tagging; ELSE other_tags := other_tags || tagging; END IF;
    END LOOP;
    tagging := first_tag || other_tags;
    IF owner IS NOT NULL THEN
        -- By the one for an order, by the other for words.
        mine := ' AND c.recruiter_id = $8' || CASE WHEN matching || tagging <> '' THEN ' AND c.facets @> $9' ELSE '' END;
    END IF;

    IF sort <> 'relevance' OR sought IS NULL THEN
        branch := CASE sort
            WHEN 'name' THEN
                CASE WHEN last_id IS NULL THEN '' ELSE ' AND (c.name_key, c.id) > ($12, $11)' END
                || ' ORDER BY c.name_key, c.id LIMIT $13'
            WHEN 'number' THEN
                CASE WHEN last_id IS NULL THEN '' ELSE ' AND c.id > $11' END || ' ORDER BY c.id LIMIT $13'
            ELSE CASE WHEN last_id IS NULL THEN '' ELSE ' AND c.id < $11' END || ' ORDER BY c.id DESC LIMIT $13' END;
        branch := format('SELECT c.id, NULL::real, NULL::integer, NULL::integer, c.name_key FROM candidates c WHERE true%s%s%s',
            mine, matching || tagging, branch);
        IF shared <> '{}' THEN
            branch := format('SELECT * FROM ((%s) UNION ALL (%s)) both_of_them ORDER BY %s LIMIT $13', branch,
                replace(branch, mine, ' AND c.id = ANY ($10) AND c.recruiter_id IS DISTINCT FROM $8'),
                CASE sort WHEN 'name' THEN '5, 1' WHEN 'number' THEN '1' ELSE '1 DESC' END);
        END IF;
        RETURN QUERY EXECUTE branch USING sought, required, skills, years, months, since, until, owner,
            ARRAY['recruiter:' || owner], shared, last_id, last_name, most, NULL::text, NULL::text, tags;
        RETURN;
    END IF;

    -- By idx_candidates_recruiter_number, or the primary key.
    IF owner IS NULL THEN
        SELECT max(c.id) >> 12, min(c.id) >> 12 INTO top, bottom FROM candidates c;
    ELSE
        SELECT greatest(max(c.id), (SELECT max(s) FROM unnest(shared) s)) >> 12,
            least(min(c.id), (SELECT min(s) FROM unnest(shared) s)) >> 12
        INTO top, bottom FROM candidates c WHERE c.recruiter_id = owner;
    END IF;
    IF top IS NULL THEN RETURN; END IF;
    mine := CASE WHEN owner IS NULL THEN '' ELSE ' AND c.facets @> $8' END;
    branch := 'SELECT c.id, ts_rank(c.search, $1) AS rank FROM candidates c WHERE true%s' || matching;
    high := (after ->> 'high')::integer;
    low := (after ->> 'low')::integer;
    IF high IS NULL THEN
        high := top;
        low := bottom;
    END IF;
    IF top > bottom AND (after IS NULL OR low > bottom) THEN
        EXECUTE 'EXPLAIN (FORMAT JSON) ' || format(branch, mine || tagging) INTO plan
            USING sought, required, skills, years, months, since, until, ARRAY['recruiter:' || owner], NULL::text, NULL::text, NULL::text,
                NULL::text, NULL::text, NULL::text, NULL::text, tags;
        expected := (plan -> 0 -> 'Plan' ->> 'Plan Rows')::double precision;
        span := least(greatest(1000 * (top - bottom + 1) / greatest(expected, 1), 1), 1000000)::integer;
        IF after IS NULL AND expected > 2000 THEN low := greatest(high - span + 1, bottom); END IF;
    END IF;
    LOOP
        IF tags <> '{}' THEN
            -- By their numbers, as long as they are few, so that the two indexes together tell which rows to read: joined to
            -- their tags, each row with the words is read.
            tagged := ARRAY(SELECT t.candidate_id FROM candidate_tags t
                WHERE lower(t.tag) = lower(tags[1]) AND t.candidate_id BETWEEN low::bigint << 12 AND (high::bigint << 12) + 4095
                LIMIT 10001);
            tagging := CASE WHEN cardinality(tagged) > 10000 THEN first_tag ELSE ' AND c.id = ANY ($17)' END || other_tags;
        END IF;
        RETURN QUERY EXECUTE format(
            'SELECT f.id, f.rank, $9, $10, NULL::text FROM (%s%s) f WHERE $11 IS NULL OR (f.rank, f.id) < ($11, $12)'
            || ' ORDER BY f.rank DESC, f.id DESC LIMIT $13',
            format(branch, mine || tagging || CASE WHEN low > bottom OR high < top THEN ' AND c.facets && $14' ELSE '' END),
            CASE WHEN shared = '{}' THEN '' ELSE ' UNION ALL ' || format(branch,
                tagging || ' AND c.id = ANY ($15) AND c.id BETWEEN $10::bigint << 12 AND ($9::bigint << 12) + 4095'
                || ' AND NOT c.facets @> $8') END)
        USING sought, required, skills, years, months, since, until, ARRAY['recruiter:' || owner], high, low,
            last_rank, last_id, most - taken,
            ARRAY(SELECT 'block:' || block FROM generate_series(low, high) block), shared, tags, tagged;
        GET DIAGNOSTICS added = ROW_COUNT;
        taken := taken + added;
        EXIT WHEN taken >= most OR low <= bottom;
        last_rank := NULL;
        span := span * 2;
        high := low - 1;
        low := greatest(high - span + 1, bottom);
    END LOOP;
END
$$;

DROP FUNCTION hotgigs_search_candidates(TEXT, INTEGER, INTEGER);
REVOKE ALL ON FUNCTION hotgigs_experience_months(JSONB, TEXT), hotgigs_strings(JSONB), hotgigs_facet_words(TEXT, TEXT),
    hotgigs_facet_values(TEXT, TEXT[]), hotgigs_text_words(TEXT), hotgigs_words(TEXT[]),
    hotgigs_facets(INTEGER, INTEGER, TEXT, BOOLEAN, TEXT, TEXT, JSONB, JSONB, TEXT, TIMESTAMP),
    hotgigs_document_words(INTEGER, INTEGER[]), hotgigs_move_document_words(), hotgigs_query(TEXT),
    hotgigs_find_candidates(JSONB, TEXT, INTEGER, JSONB) FROM PUBLIC;
-- What writing a candidate takes, whoever writes; beneath the policies of `resumes`.
GRANT EXECUTE ON FUNCTION hotgigs_experience_months(JSONB, TEXT), hotgigs_strings(JSONB), hotgigs_facet_words(TEXT, TEXT),
    hotgigs_facet_values(TEXT, TEXT[]), hotgigs_text_words(TEXT), hotgigs_words(TEXT[]),
    hotgigs_facets(INTEGER, INTEGER, TEXT, BOOLEAN, TEXT, TEXT, JSONB, JSONB, TEXT, TIMESTAMP),
    hotgigs_document_words(INTEGER, INTEGER[]) TO hotgigs_app, hotgigs_worker;
GRANT EXECUTE ON FUNCTION hotgigs_query(TEXT), hotgigs_find_candidates(JSONB, TEXT, INTEGER, JSONB) TO hotgigs_app;
DO $$
DECLARE
    stranger TEXT;
    routine REGPROCEDURE;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        FOR routine IN SELECT oid FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'hotgigs_')
        LOOP
            EXECUTE format('REVOKE ALL ON FUNCTION %s FROM %I', routine, stranger);
        END LOOP;
    END LOOP;
END
$$;
