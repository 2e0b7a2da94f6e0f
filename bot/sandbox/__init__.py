"""A Bot API server of one's own with people in it; ``README.md`` here tells its parts."""
