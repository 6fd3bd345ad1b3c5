"""The systems that the made-up council exports from: files of every kind, laid out as such systems lay them out."""
