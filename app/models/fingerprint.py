"""The digest of the schema that the newest migration makes, guards included."""

SCHEMA_FINGERPRINT = "edb154608628be365225960c725e04013aa1887aa1009a2fe54c22466d4d48fa"
