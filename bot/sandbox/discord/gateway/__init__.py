"""The websocket side: handshake, heartbeats, sessions that survive a lost connection, compression."""
