"""Magic Tiger (PicMa): picture enhancement by URL; three calls, and a document with many gaps."""
