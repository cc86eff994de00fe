"""The domain: what the platform sells and keeps, and who may do what with it. It knows neither HTTP nor Lambda."""
