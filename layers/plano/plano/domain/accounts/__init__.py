"""Users: who somebody is, in which role in each application, and how that is proven."""
