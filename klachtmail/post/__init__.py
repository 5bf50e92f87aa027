"""Letters: rendered once when queued, sent over SMTP or printed."""
