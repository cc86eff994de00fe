"""DynamoDB itself: what the store asks of it, and the two clients that can carry that out."""
