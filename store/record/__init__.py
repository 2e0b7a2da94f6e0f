"""What is known of a negotiation, as plain values, and how each thing is known. Pure."""
