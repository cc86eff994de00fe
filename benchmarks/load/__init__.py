"""Callers at the same time: Plano's create over HTTP beside a FastAPI + Mangum stack, on one local AWS."""
