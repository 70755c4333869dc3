"""What Img Open is sent, field by field as its documents have it, and how each order is carried out."""
