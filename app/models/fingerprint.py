"""The digest of the schema that the newest migration makes, guards included."""

SCHEMA_FINGERPRINT = "9c2ffa8a0d408dd004450516796d426d3e8cbca841372cb50caff609a5565bac"
