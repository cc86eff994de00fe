"""`sam local`: every function in a container, on the local stack's records, compared with the deployed one."""
