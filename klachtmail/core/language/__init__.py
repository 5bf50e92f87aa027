"""The words and weights for first contacts, as data, and the scorer that explains its score."""
