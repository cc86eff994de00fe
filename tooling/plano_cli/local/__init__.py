"""A whole stack on this machine: a local AWS, this template deployed to it, demo records."""
