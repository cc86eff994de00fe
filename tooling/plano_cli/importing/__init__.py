"""`plano import`: records from files, in bulk, each once."""
