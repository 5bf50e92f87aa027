"""Tests of the edges: real files, real servers on loopback."""
