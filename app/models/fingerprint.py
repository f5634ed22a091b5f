"""The digest of the schema that the newest migration makes, guards included."""

SCHEMA_FINGERPRINT = "3891bcd207d5358148de018d2565fcb6e42c82d81ac3ab37956986acc3a3057d"
