"""What a deployment of the stack calls, to deploy the registry with it."""
