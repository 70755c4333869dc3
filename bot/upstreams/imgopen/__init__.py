"""Img Open: drawing and image tools by URL; asynchronous, asked by our own task id."""
