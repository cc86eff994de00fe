"""`plano template`: the part of template.yaml that follows from the declarations."""
