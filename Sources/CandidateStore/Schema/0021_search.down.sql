DROP FUNCTION hotgigs_find_candidates(JSONB, TEXT, INTEGER, JSONB);
DROP TRIGGER remove_document_words ON resumes;
DROP TRIGGER move_document_words ON resumes;
DROP FUNCTION hotgigs_move_document_words();
DROP INDEX idx_tags_tag;
DROP INDEX idx_candidates_name;
DROP INDEX idx_candidates_recruiter_number;
DROP INDEX idx_candidates_words;
ALTER TABLE candidates
    DROP COLUMN words,
    DROP COLUMN facets,
    DROP COLUMN experience_months,
    DROP COLUMN document_words;
DROP FUNCTION hotgigs_document_words(INTEGER, INTEGER[]);
DROP FUNCTION hotgigs_text_words(TEXT);
DROP FUNCTION hotgigs_words(TEXT[]);
DROP FUNCTION hotgigs_facets(INTEGER, INTEGER, TEXT, BOOLEAN, TEXT, TEXT, JSONB, JSONB, TEXT, TIMESTAMP);
DROP FUNCTION hotgigs_facet_values(TEXT, TEXT[]);
DROP FUNCTION hotgigs_facet_words(TEXT, TEXT);
DROP FUNCTION hotgigs_strings(JSONB);
DROP FUNCTION hotgigs_experience_months(JSONB, TEXT);
DROP FUNCTION hotgigs_query(TEXT);
CREATE OR REPLACE FUNCTION hotgigs_fold(value TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT replace(replace(replace(
        translate(
            regexp_replace(normalize(replace(replace(replace(lower(value), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), NFKD),
                '[\u0300-\u036f]', '', 'g'),
            'øłđðıþ', 'olddit'),
        'c++', 'cplusplus'), 'c#', 'csharp'), '.net', 'dotnet')
$$;
CREATE INDEX idx_candidates_skills ON candidates USING gin(skills);
CREATE INDEX idx_candidates_search ON candidates USING gin(search);

CREATE FUNCTION hotgigs_search_candidates(query TEXT, most INTEGER, skipped INTEGER DEFAULT 0)
RETURNS TABLE (id INTEGER, rank REAL)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.id, ts_rank(c.search, q.words) AS rank
    FROM candidates c, (SELECT websearch_to_tsquery('simple', hotgigs_fold(query)) AS words) q
    WHERE c.search @@ q.words
      AND (c.recruiter_id = (SELECT hotgigs_user_id())
           OR (SELECT hotgigs_is_admin())
           OR c.id = ANY ((SELECT hotgigs_shared_candidates(false))::integer[]))
    ORDER BY 2 DESC, 1 DESC
    LIMIT most OFFSET skipped
$$;
REVOKE ALL ON FUNCTION hotgigs_search_candidates(TEXT, INTEGER, INTEGER) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hotgigs_search_candidates(TEXT, INTEGER, INTEGER) TO hotgigs_app;
DO $$
DECLARE
    stranger TEXT;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION hotgigs_search_candidates(TEXT, INTEGER, INTEGER) FROM %I', stranger);
    END LOOP;
END
$$;
