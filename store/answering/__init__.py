"""From a question, a snapshot and an instant to an answer as plain data. Pure."""
