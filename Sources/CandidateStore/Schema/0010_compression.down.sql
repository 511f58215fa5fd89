ALTER TABLE candidates
    ALTER COLUMN search SET COMPRESSION default,
    ALTER COLUMN experience SET COMPRESSION default,
    ALTER COLUMN contributions SET COMPRESSION default;
ALTER TABLE resumes
    ALTER COLUMN raw_text SET COMPRESSION default,
    ALTER COLUMN parsed_data SET COMPRESSION default;
