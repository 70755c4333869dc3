"""What happens to a task: the Studio takes it in, the worker carries it to its end."""
