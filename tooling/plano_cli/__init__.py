"""The operators' command line: `bin/plano`, and what `make run` and the tests start."""
