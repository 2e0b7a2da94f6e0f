"""What coordinators see and type: entering, reviewing, undoing, answering, telling."""
