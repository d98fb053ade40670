"""The window, offscreen, at a faked counter."""
