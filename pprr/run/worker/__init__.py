"""Reports made side by side, each in a process of its own that a warm parent starts; nothing of them is left."""
