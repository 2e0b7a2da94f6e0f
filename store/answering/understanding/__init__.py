"""From a text that somebody typed to a question, stage by stage; ``pipeline`` tells the order."""
