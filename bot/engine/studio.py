"""The application service: all that cogs, buttons and callbacks may ask for."""
