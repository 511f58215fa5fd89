-- A secret never stands in a plain column, whoever writes the row; what older rows hold stays until they are set anew.
ALTER TABLE configuration
    ADD CONSTRAINT configuration_secret_is_sealed
        CHECK (is_secret IS NOT TRUE OR value IS NULL OR value LIKE 'aes-256-gcm:%') NOT VALID,
    ADD CONSTRAINT configuration_secret_type
        CHECK ((type IS NOT DISTINCT FROM 'secret') = (is_secret IS TRUE)) NOT VALID;
