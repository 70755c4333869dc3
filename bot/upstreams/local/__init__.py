"""Classical image processing. The imaging modules load OpenCV and run in worker processes; `jobs` and `pool` do not."""
