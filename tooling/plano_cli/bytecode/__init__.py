"""The bytecode that ships with the functions and layers, so that no cold start compiles anything."""
