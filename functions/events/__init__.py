"""What the table's stream triggers."""
