"""The digest of the schema that the newest migration makes, guards included."""

SCHEMA_FINGERPRINT = "0a350761bb0d730c91acc555406bf74c547181b169bfb3c9085bcd4eb78aa844"
