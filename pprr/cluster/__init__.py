"""Makes reports on several machines: the same items as tasks of a Dask cluster. Needs the extra ``pprr[cluster]``."""
