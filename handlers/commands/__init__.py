"""What each command and button of readers does."""
