"""The rules that say what a message is: one small module a family."""
