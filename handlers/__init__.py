"""The conversation: what people send is read, and what they are told is worded."""
