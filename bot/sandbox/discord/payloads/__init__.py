"""Discord's wire shapes, made from the sandbox's state."""
