"""The process: what is read from outside, put together, run and ended. It drives the handlers."""
