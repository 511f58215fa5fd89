ALTER TABLE workers DROP COLUMN connections;
