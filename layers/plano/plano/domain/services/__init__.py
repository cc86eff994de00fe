"""The catalog: the services that can be ordered. (An API service is another thing: a group of routes.)"""
