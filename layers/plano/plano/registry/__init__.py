"""The registry: the API services and routes as records, deployed beside the code that answers for them."""
