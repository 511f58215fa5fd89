-- A person's word that a document is a resume, whatever it looks like. It holds for every later reading too.
ALTER TABLE resumes ADD COLUMN force_override BOOLEAN NOT NULL DEFAULT false;
