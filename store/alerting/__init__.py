"""Who is told what and when. It works on every table, so all are there when it is."""

import store.tables.whole  # noqa: F401 - they are found by their names
