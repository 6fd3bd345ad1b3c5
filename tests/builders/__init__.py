"""Everything that several tests make or do alike: projects, files, figures, commands and servers, one idea a module."""

from pprr.run.worker.warm import warm

warm(["nbformat"])  # before any other import of it: without what it would compile for seconds, which no test asks for
