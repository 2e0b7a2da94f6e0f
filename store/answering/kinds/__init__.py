"""How each kind of question is answered, a file a kind."""
