"""What Darkroom is about, in plain Python: tools, offers, tasks, money, time. No I/O, no vendor, no Discord."""
