"""The same services from a terminal: one file per noun, each verb one permit and one service."""
