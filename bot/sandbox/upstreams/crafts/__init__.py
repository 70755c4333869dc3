"""What a vendor of edited pictures can be commissioned to do, and how it is really done on this machine."""
