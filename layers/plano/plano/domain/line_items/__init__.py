"""Line items: what was ordered, at which prices, on which record."""
