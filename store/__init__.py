"""The record and all that is done with it. No messenger is known here."""
