"""The store: the tables, read in batches and written under conditions. Nothing outside it knows DynamoDB."""
