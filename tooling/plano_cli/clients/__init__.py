"""Client libraries, generated from OpenAPI."""
