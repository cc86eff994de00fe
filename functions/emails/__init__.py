"""What delivers the emails that wait in the queue."""
