"""A negotiation as a folder of files: read, compared, loaded, written."""
