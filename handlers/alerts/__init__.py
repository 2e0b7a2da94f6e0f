"""Alerts in words, and the panel in which a chat says which it wants. No messenger is known."""
