ALTER TABLE resumes DROP COLUMN force_override;
