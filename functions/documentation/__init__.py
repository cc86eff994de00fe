"""The documentation portal: pages made from the registry's records."""
