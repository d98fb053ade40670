"""Stand-ins that a test hands in where the program takes the real thing."""
