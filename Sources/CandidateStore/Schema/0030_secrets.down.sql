ALTER TABLE configuration
    DROP CONSTRAINT configuration_secret_is_sealed,
    DROP CONSTRAINT configuration_secret_type;
