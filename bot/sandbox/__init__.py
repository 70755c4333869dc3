"""A Discord, vendors and people on this machine: the demo's world and the tests' bed."""
