"""The way of a request: from an API Gateway event, step by step, to an answer."""
