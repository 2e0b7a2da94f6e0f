"""Answers in words: plain data of the core becomes what a reader sees."""
