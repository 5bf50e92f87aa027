"""The pure core: decides, from values alone; standard library and ``holidays`` only."""
