"""From documents to balanced entries: pure rules, readable beside the reference they follow."""
