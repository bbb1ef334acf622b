"""The commands, one module a group. Each has `register(app)`."""
