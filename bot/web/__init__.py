"""What others may call: vendors' callbacks, pictures by signed link, health and metrics."""
