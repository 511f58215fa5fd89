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
CREATE INDEX idx_candidates_linkedin_key ON candidates(recruiter_id, linkedin_key) WHERE linkedin_key IS NOT NULL;
CREATE INDEX idx_candidates_phone_key ON candidates(recruiter_id, phone_key) WHERE phone_key IS NOT NULL;
DROP INDEX idx_candidates_linkedin;
DROP INDEX idx_candidates_phone;
DROP INDEX idx_candidates_email_key;
