"""Everything that several tests make or do alike: projects, files, figures, commands and servers, one idea a module."""
